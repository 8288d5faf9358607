/** A person has to do something (install a program, correct a setting). The text is Vietnamese, then English. */
export class EngineUnavailableError extends Error {
  constructor(vietnamese: string, english: string) {
    super(`${vietnamese} / ${english}`);
    this.name = 'EngineUnavailableError';
  }
}

/** Programs that have to be installed before an engine can start where there is no Docker. */
export class MissingProgramsError extends EngineUnavailableError {
  /**
   * @param engines names of the engines as their makers write them.
   * @param programs what has to be installed, e.g. `Java 17`.
   */
  constructor(
    readonly engines: readonly string[],
    readonly programs: readonly string[],
  ) {
    const [names, list] = [engines.join(', '), programs.join(', ')];
    super(
      `Không khởi động được ${names}: máy này không có Docker đang chạy và thiếu ${list}. Hãy cài ${list} (Debian/Ubuntu: apt-get install ${debianNames(programs)}) hoặc bật Docker rồi chạy lại`,
      `Cannot start ${names}: no running Docker here and ${list} missing. Install ${list} (Debian/Ubuntu: apt-get install ${debianNames(programs)}) or start Docker, then run again`,
    );
    this.name = 'MissingProgramsError';
  }
}

/** One error for several engines' missing programs, so that a user installs once; undefined when there is any other failure. */
export function joinMissing(reasons: readonly unknown[]): MissingProgramsError | undefined {
  const missing = reasons.filter((reason) => reason instanceof MissingProgramsError);
  if (missing.length < reasons.length || missing.length === 0) return undefined;
  return new MissingProgramsError(
    missing.flatMap((error) => error.engines),
    missing.flatMap((error) => error.programs),
  );
}

function debianNames(programs: readonly string[]): string {
  const names: Record<string, string> = { Java: 'openjdk-17-jre-headless', Maven: 'maven', Python: 'python3-venv' };
  return programs.map((program) => names[program.split(' ')[0] ?? ''] ?? program.toLowerCase()).join(' ');
}
