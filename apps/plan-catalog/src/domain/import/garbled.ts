/** Words with an inner capital that are nobody's scanning error. */
const KNOWN_WORDS = new Set(['vneid', 'iso', 'ioffice', 'egov', 'esign', 'ekyc', 'smartphone']);
const VOWEL = /[aeiouyàáảãạăằắẳẵặâầấẩẫậèéẻẽẹêềếểễệìíỉĩịòóỏõọôồốổỗộơờớởỡợùúủũụưừứửữựỳýỷỹỵ]/iu;
const STRANGE = /[\\^~|{}<>=@#$*_`ßæøåäëïöüñçþð�]/iu;

function isStrangeWord(token: string): boolean {
  const core = token.replace(/^[("“‘[]+|[)"”’\].,;:!…]+$/gu, '');
  if (core === '' || KNOWN_WORDS.has(core.toLowerCase())) return false;
  if (STRANGE.test(core)) return true;
  // A per cent sign belongs after a figure; a question mark or apostrophe has no place inside an administrative title.
  if (/(^|[^\d])%/u.test(core) || /[?']/u.test(core)) return true;
  if (/[(:;,]\p{L}/u.test(core) && !/^\p{L}+[(/]/u.test(core)) return true;
  return core.split(/[^\p{L}]+/u).some((word) => {
    const innerCapital = /\p{Ll}\p{Lu}/u.test(word);
    const withoutVowel = /^\p{Ll}{2,}$/u.test(word) && !VOWEL.test(word);
    return innerCapital || (withoutVowel && !/^(km|kg|tp|tt|vb|gd)$/u.test(word));
  });
}

/**
 * True where a text cannot be what its author wrote: a scanner's or a wrong encoding's remains. Vietnamese words end in
 * few letters and hold a vowel each, so two words that break those rules, one in seven of all, are taken as proof; an error
 * of a single letter is not.
 */
export function isGarbled(text: string): boolean {
  if (text.includes('\uFFFD')) return true;
  const tokens = text.split(/\s+/u).filter((token) => /[\p{L}\p{N}]/u.test(token));
  const strange = tokens.filter((token) => isStrangeWord(token)).length;
  return strange >= 2 && strange / tokens.length >= 1 / 7;
}
