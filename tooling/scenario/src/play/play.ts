import type { AreaTree, AreaVersion } from '@thongsuot/areas';
import { daysBetween, formatVi } from '@thongsuot/calendar';
import type { PlainDate } from '@thongsuot/contracts';
import { KON_TUM_2022, QUANG_TRI_2024, type Quarter } from '../generate/quarters';
import { playDaysOf, type PlayDay } from '../generate/play-days';
import type { RunFile } from '../launch/run-file';
import { endLine, say, sayHere } from '../launch/say';
import { setScenarioDay } from '../launch/scenario-clock';
import type { Api } from './api';
import { sendSomeApologies } from './apologies';
import { settle, tickAll } from './clockwork';
import { hasFiles, makeFiles, push, rowsSentOn } from './dossiers';
import { KON_RAY_ACTS } from './kon-ray';
import { PHUONG_2_ACTS } from './phuong-2';
import { publicationsOf } from './plots';
import type { Progress } from './progress';
import type { Act, Stage } from './stage';
import { answerSome } from './surveys';

/** One quarter with what happens in it besides the dossiers. */
interface Play {
  readonly quarter: Quarter;
  readonly title: string;
  readonly acts: readonly Act[];
}

const PLAYS: readonly Play[] = [
  { quarter: KON_TUM_2022, title: 'Kế hoạch huyện Kon Rẫy 2022', acts: KON_RAY_ACTS },
  { quarter: QUANG_TRI_2024, title: 'Kế hoạch Phường 2 năm 2024', acts: PHUONG_2_ACTS },
];

/** Across a longer gap nothing may be under way, or a reaction would find its fact too old to act on. */
const GAP_DAYS = 3;

/** What the play needs of its surroundings. */
export interface Theatre {
  readonly api: Api;
  readonly run: RunFile;
  readonly tree: AreaTree;
  readonly progress: Progress;
  readonly seed: string;
  readonly signal: AbortSignal;
}

/** Plays both quarters, or what of them is not done yet, and leaves the clock on the last day. */
export async function playAll(theatre: Theatre): Promise<void> {
  for (const play of PLAYS) {
    const acts = [...publicationsOf(theatre.tree, play.quarter), ...play.acts];
    await new QuarterPlayer(theatre, { ...play, acts }).play();
  }
  await setScenarioDay(QUANG_TRI_2024.end);
}

/** True when nothing is left to play. */
export function isPlayed(progress: Progress): boolean {
  return PLAYS.every(({ quarter }) => progress.isDone(`${quarter.key}/settled`));
}

class QuarterPlayer {
  private readonly days: readonly PlayDay[];

  constructor(
    private readonly theatre: Theatre,
    private readonly script: Play,
  ) {
    this.days = playDaysOf(script.quarter);
    const known = new Set<string>(this.days.map(({ day }) => day));
    const lost = script.acts.filter(({ on }) => !known.has(on));
    if (lost.length > 0) throw new Error(`No day of the play: ${lost.map(({ name, on }) => `${name} ${on}`).join(', ')}`);
  }

  async play(): Promise<void> {
    const { progress, tree, seed } = this.theatre;
    const { quarter, title } = this.script;
    if (progress.isDone(`${quarter.key}/settled`)) return;
    say(`${title}: ${formatVi(quarter.from)} → ${formatVi(quarter.end)}`, `playing ${quarter.key}`);
    if (!hasFiles(quarter)) {
      const { dossiers, files } = makeFiles(tree, quarter, seed);
      say(`đã lập ${dossiers} hồ sơ trong ${files} tệp đồng bộ`, `${dossiers} dossiers in ${files} sync files`);
    }
    for (const [index, today] of this.days.entries()) {
      await progress.once(`${quarter.key}/${today.day}`, () => this.playDay(today, index));
    }
    endLine();
    await progress.once(`${quarter.key}/settled`, async () => {
      await this.settle();
    });
  }

  private async playDay({ day, pushes }: PlayDay, index: number): Promise<void> {
    const { api, run, signal } = this.theatre;
    const { quarter, acts } = this.script;
    signal.throwIfAborted();
    sayHere(`${formatVi(day)}  ${bar(index + 1, this.days.length)}`);
    await setScenarioDay(day);
    await tickAll(api, run.services);
    for (const act of acts.filter(({ on }) => on === day)) await act.play(this.stageOf(day, act.name));
    if (pushes) {
      await this.settle();
      await this.answerSurveys(index);
      await push(this.stageOf(day, 'push'));
      await sendSomeApologies(this.stageOf(day, 'apologies'), this.topArea().code);
    }
    const next = this.days[index + 1]?.day;
    if (next !== undefined && daysBetween(day, next) > GAP_DAYS) await this.settle();
    if (next === undefined) await tickAll(api, run.services);
    this.theatre.progress.note('quarter', quarter.key);
  }

  /** Those whose dossiers were resolved in the push before have their invitation by now. */
  private async answerSurveys(index: number): Promise<void> {
    const before = this.days.slice(0, index).findLast(({ pushes }) => pushes);
    const today = this.days[index];
    if (before === undefined || today === undefined) return;
    const { quarter } = this.script;
    const { tree } = this.theatre;
    const top = this.topArea();
    const isPlanArea = (code: string): boolean => {
      const area = tree.findByCode(code, quarter.end);
      return area !== undefined && tree.isWithin(area.id, top.id, quarter.end);
    };
    await answerSome(this.stageOf(today.day, 'surveys'), rowsSentOn(quarter, before.day), isPlanArea);
  }

  /** The district that the plan's area is, or lies in. */
  private topArea(): AreaVersion {
    const { tree } = this.theatre;
    const { planArea, end } = this.script.quarter;
    const root = tree.resolve(planArea, end);
    return root.level === 'commune' ? (tree.ancestors(root.id)[0] ?? root) : root;
  }

  private async settle(): Promise<void> {
    const { api, run, signal } = this.theatre;
    await settle(api, run.services, signal);
  }

  private stageOf(day: PlainDate, act: string): Stage {
    const { api, progress, seed } = this.theatre;
    const { quarter } = this.script;
    return { api, progress, quarter, day, key: (what) => `${seed}/${quarter.key}/${day}/${act}/${what}` };
  }
}

function bar(done: number, of: number): string {
  const width = 30;
  const full = Math.round((done / of) * width);
  return `[${'█'.repeat(full)}${'·'.repeat(width - full)}] ${Math.round((done / of) * 100)} %`;
}
