import type { MailMode, MessageKind, PreferencesContent } from '@thongsuot/contracts';

/** What a person is sent who has chosen nothing: a daily digest, nothing by night. */
export const USUAL_PREFERENCES: PreferencesContent = {
  ...{ language: 'vi', mail: 'digest', kinds: {}, follows: [] },
  quietHours: { from: '20:00', to: '06:30', urgentPass: false },
  digest: { every: 'day', weekday: 1, at: '07:30' },
};

/** How a kind reaches a person. */
export function mailModeOf({ mail, kinds }: Pick<PreferencesContent, 'mail' | 'kinds'>, kind: MessageKind): MailMode {
  return kinds[kind] ?? mail;
}

/** An address as it may be shown to its owner: enough to know it again, not enough to use it. */
export function maskedAddress(address: string): string {
  const [name = '', host = ''] = address.split('@');
  return `${name.slice(0, 1)}…@${host}`;
}
