import {
  keepPreviousData,
  useInfiniteQuery,
  useQuery,
  type InfiniteData,
  type UseInfiniteQueryResult,
  type UseQueryResult,
} from '@tanstack/react-query';
import type {
  AnswerOf,
  AreaRef,
  AreaView,
  DossierView,
  RollUp,
  TaskItem,
  getRollUpRecords,
  getTargets,
} from '@thongsuot/contracts';
import { addressOf, ask } from './client';
import type { ApiProblem } from './problem';

/** Live figures are asked for again this often, while the page is being looked at. */
const LIVE_MS = 5000;

/** One page of a list. */
export interface Page<T> {
  readonly items: readonly T[];
  readonly nextCursor: string | null;
}

export type Targets = AnswerOf<typeof getTargets>;
export type CellRecords = AnswerOf<typeof getRollUpRecords>;
export type ChildArea = AreaRef & { readonly childCount: number };

/** Which figures: an area, read on a day, in a period. */
export interface FiguresOf {
  readonly area: string;
  readonly on: string | undefined;
  readonly period: string;
  readonly reading: string | undefined;
}

const live = { refetchInterval: LIVE_MS, placeholderData: keepPreviousData } as const;

export function useArea(code: string, on: string | undefined): UseQueryResult<AreaView, ApiProblem> {
  return useQuery({
    queryKey: ['area', code, on],
    queryFn: ({ signal }) =>
      ask<AreaView>(`/areas/${encodeURIComponent(code)}`, { query: { on }, signal, fields: ['code', 'name', 'ancestors'] }),
    staleTime: Infinity,
  });
}

/** Areas directly below; those of `00`, the country, are the provinces. */
export function useChildAreas(code: string, on: string | undefined): UseQueryResult<Page<ChildArea>, ApiProblem> {
  return useQuery({
    queryKey: ['children', code, on],
    queryFn: ({ signal }) =>
      ask<Page<ChildArea>>(`/areas/${encodeURIComponent(code)}/children`, { query: { on }, signal, fields: ['items'] }),
    staleTime: Infinity,
  });
}

/** Areas whose name or code begins so, accents ignored; nothing is asked below two letters. */
export function useAreaSearch(words: string): UseQueryResult<Page<AreaView>, ApiProblem> {
  return useQuery({
    queryKey: ['areas', words],
    queryFn: ({ signal }) => ask<Page<AreaView>>('/areas', { query: { q: words, limit: '20' }, signal, fields: ['items'] }),
    enabled: words.length >= 2,
    placeholderData: keepPreviousData,
    staleTime: Infinity,
  });
}

export function useRollUp({ area, on, period, reading }: FiguresOf): UseQueryResult<RollUp, ApiProblem> {
  return useQuery({
    queryKey: ['rollup', area, on, period, reading],
    queryFn: ({ signal }) =>
      ask<RollUp>('/rollups', {
        query: { area, on, period, reading, form: 'II.06a', children: 'true' },
        signal,
        fields: ['total', 'own', 'rows', 'children', 'identities', 'asOf'],
      }),
    ...live,
  });
}

export function useTargets({ area, on, period }: FiguresOf): UseQueryResult<Targets, ApiProblem> {
  return useQuery({
    queryKey: ['targets', area, on, period],
    queryFn: ({ signal }) => ask<Targets>('/targets', { query: { area, on, period }, signal, fields: ['items', 'asOf'] }),
    ...live,
  });
}

/** Tasks due on or before `dueBefore` that are not done. */
export function useDueTasks(
  area: string,
  on: string | undefined,
  dueBefore: string,
  enabled: boolean,
): UseQueryResult<TaskItem[], ApiProblem> {
  return useQuery({
    queryKey: ['tasks', area, on, dueBefore],
    queryFn: async ({ signal }) => {
      const pages = await Promise.all(
        ['overdue', 'open'].map((status) =>
          ask<Page<TaskItem>>('/tasks', { query: { area, on, dueBefore, status, limit: '100' }, signal, fields: ['items'] }),
        ),
      );
      return pages.flatMap(({ items }) => items);
    },
    enabled,
    ...live,
  });
}

/** What lies behind one cell of the roll-up. */
export function useCellRecords(of: FiguresOf, column: string, row: string | undefined): UseQueryResult<CellRecords, ApiProblem> {
  const { area, on, period } = of;
  return useQuery({
    queryKey: ['records', area, on, period, column, row],
    queryFn: ({ signal }) =>
      ask<CellRecords>('/rollups/records', {
        query: { area, on, period, form: 'II.06a', column, row },
        signal,
        fields: ['count', 'records'],
      }),
  });
}

/** The list that `useCellRecords` names, page by page. */
export function useDossiers(path: string | undefined): UseInfiniteQueryResult<InfiniteData<Page<DossierView>>, ApiProblem> {
  return useInfiniteQuery({
    queryKey: ['dossiers', path],
    queryFn: ({ signal, pageParam }) => {
      const [route = '', query = ''] = (path ?? '').split('?');
      const told = Object.fromEntries(new URLSearchParams(query));
      return ask<Page<DossierView>>(addressOf(route, { ...told, cursor: pageParam ?? undefined }), { signal, fields: ['items'] });
    },
    initialPageParam: null as string | null,
    getNextPageParam: ({ nextCursor }: Page<DossierView>) => nextCursor,
    enabled: path !== undefined,
  });
}
