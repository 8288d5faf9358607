import { createHash } from 'node:crypto';
import { AreaVersionId, PlainDate } from '@thongsuot/contracts';
import { applyAct } from './apply-act';
import { AreaAct } from './area-act';
import { AreaError } from './area-error';
import { AreaVersion, COUNTRY_ID, Succession, SuccessionLink, isValidOn, levelRank } from './area-version';
import { InheritanceRule } from './inheritance';
import { Heir, Mapped, findHeir } from './succession-path';

/** Everything a tree is built from; what a store keeps. */
export interface AreaTreeParts {
  readonly versions: readonly AreaVersion[];
  readonly successions: readonly Succession[];
  readonly inheritanceRules: readonly InheritanceRule[];
}

/**
 * All areas of all dates with their successions. Immutable: {@link AreaTree.withAct} gives a new tree.
 *
 * `get`-like methods (`byId`, `resolve`, `ancestors`, …) throw {@link AreaError}; `find…` return undefined.
 * Dates are inclusive business days. Where `on` is given, an area not in force that day is refused
 * (`area-not-valid-on`), because a figure read off the wrong tree looks right.
 */
export class AreaTree {
  private readonly byIdIndex = new Map<AreaVersionId, AreaVersion>();
  private readonly byCodeIndex = new Map<string, AreaVersion[]>();
  private readonly childIndex = new Map<AreaVersionId, AreaVersion[]>();
  private readonly successorIndex = new Map<AreaVersionId, SuccessionLink[]>();
  private readonly predecessorIndex = new Map<AreaVersionId, SuccessionLink[]>();
  private fingerprintText: string | undefined;

  private constructor(readonly parts: AreaTreeParts) {
    for (const version of parts.versions) {
      if (this.byIdIndex.has(version.id)) throw inconsistent(version.id, 'trùng mã phiên bản', 'version id occurs twice');
      this.byIdIndex.set(version.id, version);
      push(this.byCodeIndex, version.code, version);
    }
    for (const version of parts.versions) {
      if (version.parentId === null) continue;
      const parent = this.byIdIndex.get(version.parentId);
      if (!parent)
        throw inconsistent(version.id, `không có cấp trên ${version.parentId}`, `parent ${version.parentId} is missing`);
      if (levelRank(parent.level) >= levelRank(version.level))
        throw inconsistent(version.id, `cấp trên ${parent.id} không cao hơn`, `parent ${parent.id} is not of a higher level`);
      push(this.childIndex, parent.id, version);
    }
    for (const [code, list] of this.byCodeIndex) sortAndCheckTiling(code, list);
    for (const { from, to, extent, isDefault } of parts.successions) {
      if (!this.byIdIndex.has(from) || !this.byIdIndex.has(to))
        throw inconsistent(from, `kế thừa sang ${to} không rõ địa bàn`, `succession to ${to} names an unknown version`);
      push(this.successorIndex, from, { id: to, extent, isDefault });
      push(this.predecessorIndex, to, { id: from, extent, isDefault });
    }
  }

  /** Builds and checks a tree: ids unique, parents known and of a higher level, versions of a code apart in time. */
  static from(
    versions: readonly AreaVersion[],
    successions: readonly Succession[],
    inheritanceRules: readonly InheritanceRule[] = [],
  ): AreaTree {
    return new AreaTree({ versions, successions, inheritanceRules });
  }

  /** A new tree with the act applied on its date; this one stays as it is. @throws AreaError naming what is wrong. */
  withAct(act: AreaAct): AreaTree {
    const { versions, successions, inheritanceRules } = applyAct(this, act);
    return AreaTree.from(versions, successions, inheritanceRules);
  }

  /** SHA-256 of the contents, equal for equal trees: what a generation of figures pins. */
  get fingerprint(): string {
    this.fingerprintText ??= createHash('sha256')
      .update(JSON.stringify([...this.parts.versions].sort((a, b) => (a.id < b.id ? -1 : 1))))
      .update(JSON.stringify([...this.parts.successions].sort((a, b) => (a.from + a.to < b.from + b.to ? -1 : 1))))
      .update(JSON.stringify(this.parts.inheritanceRules))
      .digest('hex');
    return this.fingerprintText;
  }

  findById(id: string): AreaVersion | undefined {
    return this.byIdIndex.get(id as AreaVersionId);
  }

  /** @throws AreaError `area-version-not-found` */
  byId(id: string): AreaVersion {
    const version = this.findById(id);
    if (!version) throw new AreaError('area-version-not-found', id, `Không có phiên bản địa bàn ${id} / No area version ${id}`);
    return version;
  }

  /** The owner of `code` on a day; without a day its latest owner. */
  findByCode(code: string, on?: PlainDate): AreaVersion | undefined {
    const versions = this.byCodeIndex.get(code);
    return on === undefined ? versions?.at(-1) : versions?.find((version) => isValidOn(version, on));
  }

  /** The owner of `code` on a day. @throws AreaError `area-not-found` (never used) or `area-not-valid-on`. */
  resolve(code: string, on: PlainDate): AreaVersion {
    const version = this.findByCode(code, on);
    if (version) return version;
    if (!this.byCodeIndex.has(code))
      throw new AreaError('area-not-found', code, `Không có địa bàn mang mã ${code} / No area has the code ${code}`);
    throw notValidOn(code, on);
  }

  /** Every owner a code has had, oldest first. */
  versionsOf(code: string): readonly AreaVersion[] {
    return this.byCodeIndex.get(code) ?? [];
  }

  /** All areas in force on a day. */
  validOn(on: PlainDate): AreaVersion[] {
    return this.parts.versions.filter((version) => isValidOn(version, on));
  }

  /** Nearest first, up to the country. They are the same on every day of the version, so `on` only checks that it was in force. */
  ancestors(id: string, on?: PlainDate): AreaVersion[] {
    const found: AreaVersion[] = [];
    let next = this.checked(id, on).parentId;
    while (next !== null) {
      const parent = this.byId(next);
      found.push(parent);
      next = parent.parentId;
    }
    return found;
  }

  /** Areas directly below on that day. */
  children(id: string, on: PlainDate): AreaVersion[] {
    return this.childrenOfAllDates(this.checked(id, on).id).filter((child) => isValidOn(child, on));
  }

  /** Areas directly below on any day of the version's life. */
  childrenOfAllDates(id: string): readonly AreaVersion[] {
    return this.childIndex.get(id as AreaVersionId) ?? [];
  }

  /** Everything below on that day, parents before their children, without the area itself. */
  descendants(id: string, on: PlainDate): AreaVersion[] {
    const found = this.children(id, on);
    for (let index = 0; index < found.length; index += 1) {
      const next = found[index];
      if (next) for (const child of this.childrenOfAllDates(next.id)) if (isValidOn(child, on)) found.push(child);
    }
    return found;
  }

  /**
   * True when the area is `ancestorId` itself or lies in it. With `on`, both must be in force that day.
   * Unknown areas lie nowhere: false, so that a right is refused rather than guessed.
   */
  isWithin(id: string, ancestorId: string, on?: PlainDate): boolean {
    const ancestor = this.findById(ancestorId);
    let at = this.findById(id);
    if (!at || !ancestor || (on !== undefined && !(isValidOn(at, on) && isValidOn(ancestor, on)))) return false;
    while (at && at.id !== ancestor.id) at = at.parentId === null ? undefined : this.findById(at.parentId);
    return at !== undefined;
  }

  successorsOf(id: string): readonly SuccessionLink[] {
    return this.successorIndex.get(this.byId(id).id) ?? [];
  }

  predecessorsOf(id: string): readonly SuccessionLink[] {
    return this.predecessorIndex.get(this.byId(id).id) ?? [];
  }

  /**
   * Where facts of an area are shown on the tree of day `on` (as-now), through every succession between. `estimated` says
   * that a division or an inheritance rule stands on the way, so single facts may belong elsewhere.
   * @throws AreaError `area-not-valid-on` where the area begins after `on` or nothing took it over.
   */
  currentOf(id: string, on: PlainDate): Mapped {
    const current = this.findCurrentOf(id, on);
    if (!current) throw noHeir(id, on);
    return current;
  }

  /** As {@link AreaTree.currentOf}, undefined where nothing took the area over. */
  findCurrentOf(id: string, on: PlainDate): Mapped | undefined {
    const heir = findHeir(this, this.byId(id), on);
    return heir && { id: heir.id, estimated: heir.estimated };
  }

  /** Who on day `on` answers for what an area had open: successor, or heir by rule for an area that was only abolished. */
  heirOf(id: string, on: PlainDate): Heir {
    const heir = findHeir(this, this.byId(id), on);
    if (!heir) throw noHeir(id, on);
    return heir;
  }

  /** `Phường 2, thị xã Quảng Trị, tỉnh Quảng Trị`; the country only names itself. */
  pathName(id: string, on?: PlainDate): string {
    const above = this.ancestors(id, on).filter((area) => area.level !== 'country');
    return [this.byId(id).name, ...above.map((area) => area.name.charAt(0).toLowerCase() + area.name.slice(1))].join(', ');
  }

  /** The country. @throws AreaError where the tree was built without one. */
  get root(): AreaVersion {
    return this.byId(COUNTRY_ID);
  }

  private checked(id: string, on: PlainDate | undefined): AreaVersion {
    const version = this.byId(id);
    if (on !== undefined && !isValidOn(version, on)) throw notValidOn(id, on);
    return version;
  }
}

function notValidOn(subject: string, on: PlainDate): AreaError {
  return new AreaError(
    'area-not-valid-on',
    subject,
    `Địa bàn ${subject} không có hiệu lực ngày ${on} / Area ${subject} is not in force on ${on}`,
  );
}

function noHeir(id: string, on: PlainDate): AreaError {
  return new AreaError(
    'area-not-valid-on',
    id,
    `Không có địa bàn nào kế thừa ${id} vào ngày ${on} / Nothing on ${on} takes over from area ${id}`,
  );
}

function inconsistent(subject: string, vietnamese: string, english: string): AreaError {
  return new AreaError('area-tree-inconsistent', subject, `Địa bàn ${subject}: ${vietnamese} / Area ${subject}: ${english}`);
}

function push<Key, Value>(index: Map<Key, Value[]>, key: Key, value: Value): void {
  const list = index.get(key);
  if (list) list.push(value);
  else index.set(key, [value]);
}

function sortAndCheckTiling(code: string, versions: AreaVersion[]): void {
  if (versions.length === 1) return;
  versions.sort((a, b) => ((a.validFrom ?? '') < (b.validFrom ?? '') ? -1 : 1));
  versions.forEach((version, index) => {
    const next = versions[index + 1];
    if (next && (version.validTo === null || next.validFrom === null || version.validTo >= next.validFrom))
      throw inconsistent(code, `${version.id} và ${next.id} trùng thời gian`, `${version.id} and ${next.id} overlap in time`);
  });
}
