import { openSync, type Font } from 'fontkit';

/** The four cuts of Tinos, whose letters are as wide as those of Times New Roman; it holds all of Vietnamese. */
export const FONT_FILES = {
  normal: require.resolve('@expo-google-fonts/tinos/400Regular/Tinos_400Regular.ttf'),
  bold: require.resolve('@expo-google-fonts/tinos/700Bold/Tinos_700Bold.ttf'),
  italics: require.resolve('@expo-google-fonts/tinos/400Regular_Italic/Tinos_400Regular_Italic.ttf'),
  bolditalics: require.resolve('@expo-google-fonts/tinos/700Bold_Italic/Tinos_700Bold_Italic.ttf'),
} as const;

const MM_PER_PT = 25.4 / 72;
const opened = new Map<string, Font>();

function widthMm(file: string, text: string, sizePt: number): number {
  const font = opened.get(file) ?? (openSync(file) as Font);
  opened.set(file, font);
  return (font.layout(text).advanceWidth / font.unitsPerEm) * sizePt * MM_PER_PT;
}

/** How wide a line of bold text is. */
export function boldWidthMm(text: string, sizePt: number): number {
  return widthMm(FONT_FILES.bold, text, sizePt);
}

/** How many lines a text takes in a column, broken between words. */
export function lineCount(text: string, sizePt: number, columnMm: number): number {
  const blank = widthMm(FONT_FILES.bold, ' ', sizePt);
  return text.split('\n').reduce((lines, line) => {
    let used = 0;
    let count = 1;
    for (const word of line.split(' ')) {
      const width = boldWidthMm(word, sizePt);
      if (used > 0 && used + blank + width > columnMm) {
        count += 1;
        used = 0;
      }
      used += (used > 0 ? blank : 0) + width;
      // A word wider than its column is broken inside.
      if (used > columnMm) {
        count += Math.ceil(used / columnMm) - 1;
        used %= columnMm;
      }
    }
    return lines + count;
  }, 0);
}
