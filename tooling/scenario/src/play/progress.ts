import { z } from 'zod';
import { readJsonFile, writeJsonFile } from '../launch/files';
import { scenarioPaths } from '../launch/project';

const Stored = z.object({
  /** Changes when the generator's output does: what was played with another version is not continued. */
  version: z.literal(1),
  seed: z.string(),
  done: z.array(z.string()),
  facts: z.record(z.string(), z.unknown()),
});

/** How far the play has come, kept so that it goes on after any interruption. */
export class Progress {
  private readonly done: Set<string>;
  private readonly facts: Map<string, unknown>;

  private constructor(
    private readonly seed: string,
    stored: z.infer<typeof Stored> | undefined,
  ) {
    this.done = new Set(stored?.done ?? []);
    this.facts = new Map(Object.entries(stored?.facts ?? {}));
  }

  /** Reads what is stored for this seed; another seed's play is not continued. */
  static read(seed: string): Progress {
    const parsed = Stored.safeParse(readJsonFile(scenarioPaths().progressFile));
    return new Progress(seed, parsed.success && parsed.data.seed === seed ? parsed.data : undefined);
  }

  /** A play that has not begun. */
  static fresh(seed: string): Progress {
    return new Progress(seed, undefined);
  }

  get hasBegun(): boolean {
    return this.done.size > 0;
  }

  isDone(step: string): boolean {
    return this.done.has(step);
  }

  /** Does a step that was not done before, then notes it. Its requests carry keys, so a step cut short is simply done again. */
  async once(step: string, act: () => Promise<void>): Promise<void> {
    if (this.done.has(step)) return;
    await act();
    this.done.add(step);
    this.write();
  }

  /** Keeps what a later step or the tables need; stored with the step that learnt it. */
  note(name: string, value: unknown): void {
    this.facts.set(name, value);
  }

  /** What was noted, checked against its shape; undefined where nothing was. */
  fact<Schema extends z.ZodType>(name: string, schema: Schema): z.output<Schema> | undefined {
    const parsed = schema.safeParse(this.facts.get(name));
    return parsed.success ? parsed.data : undefined;
  }

  private write(): void {
    writeJsonFile(scenarioPaths().progressFile, {
      version: 1,
      seed: this.seed,
      done: [...this.done],
      facts: Object.fromEntries(this.facts),
    });
  }
}
