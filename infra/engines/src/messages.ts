/** A person has to do something (install a program, correct a setting). The text is Vietnamese, then English. */
export class EngineUnavailableError extends Error {
  constructor(vietnamese: string, english: string) {
    super(`${vietnamese} / ${english}`);
    this.name = 'EngineUnavailableError';
  }
}

/** Message for programs that are missing where there is no Docker either. */
export function missingPrograms(engine: string, programs: readonly string[]): EngineUnavailableError {
  const list = programs.join(', ');
  return new EngineUnavailableError(
    `Không khởi động được ${engine}: máy này không có Docker đang chạy và thiếu ${list}. Hãy cài ${list} (Debian/Ubuntu: apt-get install ${debianNames(programs)}) hoặc bật Docker rồi chạy lại`,
    `Cannot start ${engine}: no running Docker here and ${list} missing. Install ${list} (Debian/Ubuntu: apt-get install ${debianNames(programs)}) or start Docker, then run again`,
  );
}

function debianNames(programs: readonly string[]): string {
  const names: Record<string, string> = { Java: 'openjdk-17-jre-headless', Maven: 'maven', Python: 'python3-venv' };
  return programs.map((program) => names[program.split(' ')[0] ?? ''] ?? program.toLowerCase()).join(' ');
}
