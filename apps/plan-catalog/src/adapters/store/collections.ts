import type { IndexSpec } from '@thongsuot/mongo-store';
import { passesOnIndex } from '@thongsuot/service-kit';

export const PLANS = 'plans';
export const TASKS = 'tasks';
export const DIRECTIVES = 'directives';
export const DIFFICULTIES = 'difficulties';
export const INSPECTIONS = 'inspections';
export const COMMUNICATIONS = 'communications';
export const FUNDING = 'funding';
export const SHARES = 'task-shares';
export const SENT_REPORTS = 'sent-reports';

export const COLLECTIONS: readonly string[] = [
  PLANS,
  TASKS,
  DIRECTIVES,
  DIFFICULTIES,
  INSPECTIONS,
  COMMUNICATIONS,
  FUNDING,
  SHARES,
  SENT_REPORTS,
];

export const INDEXES: readonly IndexSpec[] = [
  {
    collection: PLANS,
    name: 'same-file',
    keys: { areaVersion: 1, year: 1, fileHash: 1 },
    unique: true,
    serves: 'the same file once for an issuer and year; plans in force of an area',
  },
  { collection: PLANS, name: 'area', keys: { areaPath: 1, _id: -1 }, serves: 'plans of an area and all in it, newest first' },
  {
    collection: PLANS,
    name: 'area-year',
    keys: { areaPath: 1, year: 1, _id: -1 },
    serves: 'the same for one year',
  },
  { collection: PLANS, name: 'task', keys: { 'tasks.id': 1 }, serves: 'the plan of a task' },
  { collection: TASKS, name: 'area', keys: { areaPath: 1, sortDue: 1, _id: 1 }, serves: 'tasks of an area by due day' },
  {
    collection: TASKS,
    name: 'area-status',
    keys: { areaPath: 1, status: 1, sortDue: 1, _id: 1 },
    serves: 'the same in one state',
  },
  { collection: TASKS, name: 'next', keys: { nextAt: 1 }, serves: 'what time moves by a day' },
  { collection: TASKS, name: 'plan', keys: { planId: 1, sortDue: 1, _id: 1 }, serves: 'occurrences of a plan' },
  { collection: TASKS, name: 'task', keys: { taskId: 1, sortDue: 1, _id: 1 }, serves: 'occurrences of a task' },
  { collection: TASKS, name: 'key', keys: { key: 1 }, serves: 'tasks that one trigger started' },
  {
    collection: TASKS,
    name: 'period',
    keys: { areaVersion: 1, key: 1 },
    serves: 'the occurrence of a period in the plans of an area',
  },
  {
    collection: TASKS,
    name: 'lead',
    keys: { 'leadUnits.areaVersion': 1 },
    serves: 'what an area leads, when an act ends it',
  },
  passesOnIndex(TASKS, 'open lines that pass to the heir of an area that has ended'),
  {
    collection: COMMUNICATIONS,
    name: 'area-day',
    keys: { areaPath: 1, on: -1, _id: -1 },
    serves: 'communications of an area and all in it by day, newest first',
  },
  { collection: FUNDING, name: 'plan', keys: { planId: 1, _id: 1 }, serves: 'money for the tasks of a plan' },
  { collection: SHARES, name: 'line', keys: { lineId: 1 }, serves: 'what units told about their parts of a line' },
  { collection: DIRECTIVES, name: 'to', keys: { to: 1, _id: -1 }, serves: 'directives to a unit, newest first' },
  { collection: DIRECTIVES, name: 'area', keys: { areaPath: 1, _id: -1 }, serves: 'directives of a subtree, newest first' },
  { collection: DIFFICULTIES, name: 'area', keys: { areaPath: 1, _id: -1 }, serves: 'difficulties of an area and all in it' },
  {
    collection: DIFFICULTIES,
    name: 'area-state',
    keys: { areaPath: 1, state: 1, _id: -1 },
    serves: 'the same in one state',
  },
  {
    collection: INSPECTIONS,
    name: 'area-state',
    keys: { areaPath: 1, state: 1, _id: -1 },
    serves: 'the same, planned or recorded',
  },
  { collection: INSPECTIONS, name: 'area', keys: { areaPath: 1, _id: -1 }, serves: 'inspections of an area and all in it' },
];
