import { TaskOverdue, AreaVersionId, plainDate, type TaskState } from '@thongsuot/contracts';
import type { RunningService } from '@thongsuot/service-kit';

export const AREA = AreaVersionId.parse('19360.open');

/** A task of Phường 2 that is overdue, led by the committee itself. */
export function lateTask(index: number): TaskState {
  return {
    ...{ taskId: `018d0172-03f2-7046-8082-${String(index).padStart(12, '0')}`, planId: '018d00b9-01f9-7023-8041-0000004c4b4f' },
    ...{ planAreaVersion: AREA, year: 2024, sectionNumber: 'X', number: String(index), title: 'Tổng hợp báo cáo “Quý I”' },
    ...{ kind: 'fixed', leads: [{ areaVersion: AREA, agency: null }], occurrence: 'once', state: 'overdue' },
    ...{ dueOn: plainDate('2024-03-14'), completedOn: null },
  };
}

/** Has the plan catalogue tell that tasks are late. */
export function tellLate(catalog: RunningService, from: number, count: number): Promise<void> {
  return catalog.kit.unitOfWork.run((tx) => {
    for (let index = from; index < from + count; index += 1) {
      const after = lateTask(index);
      const data = { on: plainDate('2024-03-15'), before: { ...after, state: 'open' as const }, after };
      tx.emit(TaskOverdue, { subject: after.taskId, key: AREA, data });
    }
    return Promise.resolve();
  });
}

/** Requests to a service's API with one token. */
export interface Client {
  call(path: string, method?: string, body?: unknown, headers?: Record<string, string>): Promise<Response>;
  json<T>(path: string, method?: string, body?: unknown, headers?: Record<string, string>): Promise<T>;
}

export function clientOf(url: string, token: string): Client {
  const call: Client['call'] = (path, method = 'GET', body, headers = {}) =>
    fetch(`${url}/api/v1${path}`, {
      ...{ method, headers: { authorization: `Bearer ${token}`, ...(body === undefined ? {} : JSON_TYPE), ...headers } },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
  const json = async <T>(...given: Parameters<Client['call']>): Promise<T> => {
    const response = await call(...given);
    if (!response.ok) throw new Error(`${String(response.status)} ${await response.text()}`);
    return (await response.json()) as T;
  };
  return { call, json };
}

const JSON_TYPE = { 'content-type': 'application/json' };

/** Choices of a person who wants everything at once. */
export const AT_ONCE = {
  ...{ language: 'vi', mail: 'instant', kinds: {}, follows: [], quietHours: null },
  digest: { every: 'day', weekday: 1, at: '07:30' },
} as const;
