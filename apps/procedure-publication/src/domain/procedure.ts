import { ProcedureRow, type ImportFinding, type ProcedureParts } from '@thongsuot/contracts';

const ALWAYS = ['steps', 'manner', 'documents', 'timeLimit', 'subjects', 'agency'] as const;
const WHERE_APPLICABLE = ['forms', 'result', 'conditions', 'fee'] as const;

/**
 * Parts that publication needs and a procedure lacks (NĐ 63/2010/NĐ-CP Điều 8 khoản 2, Điều 15 khoản 1): six beside the
 * name always, four where applicable with an explicit "không có" (false), and the legal basis.
 */
export function missingParts(parts: ProcedureParts): string[] {
  return [...ALWAYS, ...WHERE_APPLICABLE, 'legalBasis' as const].filter((part) => parts[part] === undefined);
}

/** What a procedure says: two versions with the same content are one. */
export type ProcedureContent = Pick<ProcedureRow, 'name' | 'field' | 'levels' | 'parts'>;

export function sameContent(a: ProcedureContent, b: ProcedureContent): boolean {
  return differences(a, b).length === 0;
}

/** Parts in which two versions differ. */
export function differences(a: ProcedureContent, b: ProcedureContent): { part: string; from: unknown; to: unknown }[] {
  const flat = ({ name, field, levels, parts }: ProcedureContent): Record<string, unknown> => ({
    name,
    field,
    levels: [...levels].sort(),
    ...parts,
  });
  const [from, to] = [flat(a), flat(b)];
  return [...new Set([...Object.keys(from), ...Object.keys(to)])]
    .filter((part) => JSON.stringify(from[part]) !== JSON.stringify(to[part]))
    .map((part) => ({ part, from: from[part] ?? null, to: to[part] ?? null }));
}

/** Rows of an import that can be taken, and what is wrong with the others. A code given twice counts by its last row. */
export function readRows(rows: readonly unknown[]): {
  taken: Map<string, ProcedureRow>;
  refused: number;
  findings: ImportFinding[];
} {
  const taken = new Map<string, ProcedureRow>();
  const findings: ImportFinding[] = [];
  let refused = 0;
  rows.forEach((row, index) => {
    const parsed = ProcedureRow.safeParse(row);
    if (!parsed.success) {
      refused += 1;
      for (const issue of parsed.error.issues) {
        const column = issue.path.map(String).join('.');
        const message = `giá trị không hợp lệ / invalid value: ${issue.message}`;
        findings.push({ row: index + 1, column, code: issue.code.replaceAll('_', '-'), severity: 'error', message });
      }
      return;
    }
    const missing = missingParts(parsed.data.parts);
    if (missing.length > 0)
      findings.push({
        row: index + 1,
        column: 'parts',
        code: 'parts-missing',
        severity: 'warning',
        message: `thiếu bộ phận tạo thành / parts are missing: ${missing.join(', ')}`,
      });
    taken.set(parsed.data.code, parsed.data);
  });
  return { taken, refused, findings };
}
