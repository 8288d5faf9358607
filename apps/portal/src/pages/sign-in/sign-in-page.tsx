import { useState, type ReactNode } from 'react';
import { useLocation, useSearchParams } from 'wouter';
import { texts, useTexts } from '../../i18n/language';
import { signIn } from '../../session/session';
import { TextField } from '../../ui/fields';
import { ErrorSummary, type Mistake } from '../../ui/notices';
import { Page } from '../../ui/page';
import { UI } from '../../ui/texts';

const SIGN_IN = texts(
  {
    title: 'Đăng nhập bằng mã truy cập',
    lead: 'Dành cho cán bộ, công chức. Người dân gửi và tra cứu phản ánh không cần đăng nhập.',
    label: 'Mã truy cập (token)',
    hint: 'Chuỗi dài gồm ba phần cách nhau bằng dấu chấm, do người quản trị cấp.',
    button: 'Đăng nhập',
    missing: 'Hãy dán mã truy cập',
    wrong: 'Mã truy cập không đúng dạng. Hãy sao chép lại toàn bộ, gồm cả ba phần',
    whereTitle: 'Lấy mã ở đâu khi chạy thử?',
    where:
      'Trên máy chạy thử, mỗi vai trò có sẵn một mã trong mục tokens của tệp .thongsuot/run.json, ví dụ officer:19360 (Phường 2).',
    kept: 'Mã chỉ được giữ trong thẻ trình duyệt này và mất khi đóng thẻ. Không dùng mã trên máy công cộng.',
  },
  {
    title: 'Sign in with an access token',
    lead: 'For officers. Citizens send and follow feedback without signing in.',
    label: 'Access token',
    hint: 'A long text of three parts with dots between them, given out by the administrator.',
    button: 'Sign in',
    missing: 'Paste the access token',
    wrong: 'This is no access token. Copy all of it, with its three parts',
    whereTitle: 'Where is a token for a trial?',
    where:
      'On a trial machine each role has a token under tokens in the file .thongsuot/run.json, for example officer:19360 (Phường 2).',
    kept: 'It is kept in this browser tab only and goes when the tab is closed. Do not use it on a public computer.',
  },
);

/** Sign-in by service token; the token says who one is and which unit's page comes next. */
export function SignInPage(): ReactNode {
  const t = useTexts(SIGN_IN);
  const { errorPrefix } = useTexts(UI);
  const [token, setToken] = useState('');
  const [mistakes, setMistakes] = useState<readonly Mistake[]>([]);
  const [, goTo] = useLocation();
  const [search] = useSearchParams();
  const send = (): void => {
    if (token.trim() === '') setMistakes([{ href: '#token', message: t.missing }]);
    else if (!signIn(token)) setMistakes([{ href: '#token', message: t.wrong }]);
    else goTo(afterwards(search.get('tiep')), { replace: true });
  };
  return (
    <Page title={t.title} titlePrefix={mistakes.length > 0 ? errorPrefix : ''}>
      <p className="lead">{t.lead}</p>
      <ErrorSummary trigger={mistakes} mistakes={mistakes} />
      <form
        noValidate
        onSubmit={(event) => {
          event.preventDefault();
          send();
        }}
      >
        <TextField
          id="token"
          label={t.label}
          hint={t.hint}
          error={mistakes[0]?.message}
          value={token}
          onChange={setToken}
          rows={4}
          autoComplete="off"
          spellCheck={false}
        />
        <p className="small soft measure">{t.kept}</p>
        <div className="actions">
          <button type="submit" className="button">
            {t.button}
          </button>
        </div>
      </form>
      <h2>{t.whereTitle}</h2>
      <p className="measure wrap-anywhere">{t.where}</p>
    </Page>
  );
}

/** Only a page of ours, never another site. */
function afterwards(asked: string | null): string {
  return asked !== null && /^\/don-vi(\/|\?|$)/.test(asked) ? asked : '/don-vi';
}
