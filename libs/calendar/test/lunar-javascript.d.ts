/** The part of the lunar calendar library that the cross-check of the holidays uses. */
declare module 'lunar-javascript' {
  export const Lunar: {
    fromYmd(year: number, month: number, day: number): { getSolar(): { toYmd(): string } };
  };
}
