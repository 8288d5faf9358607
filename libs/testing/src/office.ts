import { execFileSync, spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, dirname, extname, join } from 'node:path';

/** A file as LibreOffice shows it. */
export interface RenderedFile {
  readonly pages: number;
  /** Text of each page, laid out as on paper. */
  readonly text: readonly string[];
  /** Names of the embedded fonts without their subset's mark. */
  readonly fonts: readonly string[];
  /** Share of each page that is not white, 0 to 1. */
  readonly ink: readonly number[];
}

const PROGRAMS = ['soffice', 'pdfinfo', 'pdftotext', 'pdffonts', 'pdftoppm'];
const CONVERT_TIMEOUT_MS = 60_000;
const TINOS = dirname(dirname(require.resolve('@expo-google-fonts/tinos/400Regular/Tinos_400Regular.ttf')));

/** The office programs a machine has; tests that need them are skipped where one is missing. */
export const office = {
  /** Programs that are missing; empty where files can be rendered. */
  missing: (): string[] => PROGRAMS.filter((name) => spawnSync('sh', ['-c', `command -v ${name}`]).status !== 0),

  /**
   * Opens files in LibreOffice as somebody with a serif of Times' metrics would, and tells what each page shows.
   *
   * @param keepImages - folder for the pages as PNG, for a person to look at
   */
  render: (files: Readonly<Record<string, Buffer>>, keepImages?: string): Record<string, RenderedFile> => {
    const folder = mkdtempSync(join(tmpdir(), 'office-'));
    try {
      const names = Object.keys(files);
      // Two files may share a name but for its ending, and both become a PDF.
      const inputs = names.map((name, index) => `${index}${extname(name)}`);
      inputs.forEach((input, index) => {
        writeFileSync(join(folder, input), files[names[index] ?? ''] ?? '');
      });
      convert(folder, inputs);
      return Object.fromEntries(names.map((name, index) => [name, describe(folder, inputs[index] ?? '', name, keepImages)]));
    } finally {
      rmSync(folder, { recursive: true, force: true });
    }
  },
};

function convert(folder: string, inputs: readonly string[]): void {
  const fonts = join(folder, 'fonts.conf');
  writeFileSync(
    fonts,
    `<?xml version="1.0"?><fontconfig><dir>${TINOS}</dir><cachedir>${join(folder, 'fonts')}</cachedir>` +
      '<alias binding="same"><family>Times New Roman</family><prefer><family>Tinos</family></prefer></alias></fontconfig>',
  );
  const office = inputs.filter((input) => extname(input) !== '.pdf');
  if (office.length === 0) return;
  const flags = ['--headless', `-env:UserInstallation=file://${join(folder, 'profile')}`, '--convert-to', 'pdf'];
  execFileSync('soffice', [...flags, '--outdir', join(folder, 'out'), ...office], {
    cwd: folder,
    env: { ...process.env, FONTCONFIG_FILE: fonts, HOME: folder },
    stdio: 'ignore',
    timeout: CONVERT_TIMEOUT_MS,
  });
}

function describe(folder: string, input: string, name: string, keepImages: string | undefined): RenderedFile {
  const pdf = extname(input) === '.pdf' ? join(folder, input) : join(folder, 'out', `${basename(input, extname(input))}.pdf`);
  const run = (program: string, ...args: string[]): string =>
    execFileSync(program, args, { encoding: 'utf8', maxBuffer: 1 << 28 });
  const pages = Number(/^Pages:\s+(\d+)/mu.exec(run('pdfinfo', pdf))?.[1] ?? 0);
  const fonts = run('pdffonts', pdf)
    .split('\n')
    .slice(2)
    .filter((line) => line.trim() !== '')
    .map((line) => (line.split(/\s+/u)[0] ?? '').replace(/^[A-Z]{6}\+/u, ''));
  const images = join(folder, `images-${input}`);
  mkdirSync(images);
  run('pdftoppm', '-r', '40', '-gray', pdf, join(images, 'page'));
  if (keepImages !== undefined) {
    mkdirSync(keepImages, { recursive: true });
    run('pdftoppm', '-r', '80', '-png', pdf, join(keepImages, name));
  }
  return {
    pages,
    fonts: [...new Set(fonts)].sort(),
    text: run('pdftotext', '-layout', pdf, '-').split('\f').slice(0, pages),
    ink: readdirSync(images)
      .sort()
      .map((image) => inkOf(readFileSync(join(images, image)))),
  };
}

/** Share of dark pixels of a picture as pdftoppm writes it (PGM: three words, then a byte a pixel). */
function inkOf(pgm: Buffer): number {
  const head = /^P5\s+\d+\s+\d+\s+\d+\s/u.exec(pgm.subarray(0, 64).toString('latin1'))?.[0].length ?? 0;
  const pixels = pgm.subarray(head);
  return pixels.reduce((dark, value) => dark + (value < 160 ? 1 : 0), 0) / Math.max(1, pixels.length);
}
