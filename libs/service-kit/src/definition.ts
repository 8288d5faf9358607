import type { INestApplication, Provider, Type } from '@nestjs/common';
import type { AreaChanged, PlainDate, ServiceName } from '@thongsuot/contracts';
import type { IndexSpec, Migration, Tx } from '@thongsuot/mongo-store';
import type { Inheritance } from './areas/inheritance';
import type { Kit } from './kit';

/** Something that runs beside the requests from start to shutdown. */
export interface Worker {
  start(): void;
  stop(): Promise<void>;
}

/** A job of the business clock; see {@link Ticker}. */
export interface TickerSpec {
  readonly job: string;
  readonly tick: (asOf: PlainDate) => Promise<number>;
}

/** How a service follows acts that change the areas (`area.changed` of the directory). */
export interface AreaFollowing {
  /**
   * True where the service lays the acts down itself, and hears of them only to record them and pass on what is open: the
   * directory, and reporting, whose generations of figures pin them.
   */
  readonly ownTree?: boolean;
  /** Effects in the very transaction that records acts. */
  readonly onActs?: (tx: Tx, acts: readonly AreaChanged[]) => Promise<void>;
  /** How it passes on what ended areas hold open; runs as the job `areas`. */
  readonly inheritance?: (app: INestApplication, kit: Kit) => Inheritance;
}

/** What makes one service different from the others. */
export interface ServiceDefinition {
  readonly name: ServiceName;
  readonly controllers: readonly Type[];
  readonly providers?: readonly Provider[];
  readonly indexes?: readonly IndexSpec[];
  readonly collections?: readonly string[];
  readonly migrations?: readonly Migration[];
  /** Tuning of its consumer; `orderSensitive` is on unless told. */
  readonly consumer?: {
    readonly gatherMs?: number;
    readonly eventsMax?: number;
    readonly orderSensitive?: boolean;
    readonly fetchBytesMax?: number;
  };
  readonly tickers?: (app: INestApplication, kit: Kit) => readonly TickerSpec[];
  readonly workers?: (app: INestApplication, kit: Kit) => readonly Worker[];
  /** Its own counts for `/consistency`. */
  readonly counts?: (kit: Kit) => Promise<Readonly<Record<string, number>>>;
  /** Follows the areas: acts are stored, applied to the tree (at once and after a restart), and open work passes on. */
  readonly areas?: AreaFollowing;
  /** Runs once before anything is consumed or served, on the tree with all known acts: reference data. */
  readonly prepare?: (kit: Kit) => Promise<void>;
  /** Generation to consume for, asked at start; the first one where the service knows of no others. */
  readonly generation?: (app: INestApplication) => Promise<string>;
}
