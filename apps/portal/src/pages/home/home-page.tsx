import type { ReactNode } from 'react';
import { Link } from 'wouter';
import { texts, useTexts } from '../../i18n/language';
import { Page } from '../../ui/page';

const HOME = texts(
  {
    title: 'Thủ tục hành chính thông suốt',
    lead: 'Gửi phản ánh, kiến nghị và theo dõi việc giải quyết; xem kết quả kiểm soát thủ tục hành chính của từng xã, huyện, tỉnh.',
    citizens: 'Người dân, doanh nghiệp',
    officers: 'Cán bộ, công chức',
    send: {
      title: 'Gửi phản ánh, kiến nghị',
      text: 'Về quy định hoặc cách giải quyết thủ tục hành chính. Mất khoảng 5 phút, không cần đăng nhập.',
    },
    track: {
      title: 'Tra cứu phản ánh, kiến nghị',
      text: 'Xem đang xử lý đến đâu, hạn trả lời và nội dung trả lời, bằng mã tra cứu.',
    },
    unit: {
      title: 'Số liệu của đơn vị',
      text: 'Biểu II.06a của đơn vị và các đơn vị trực thuộc, chỉ tiêu, việc cần làm trong tuần. Cần đăng nhập.',
    },
    api: { title: 'Tài liệu API', text: 'Dành cho cổng thông tin và hệ thống khác.' },
  },
  {
    title: 'Administrative procedures, clear all the way',
    lead: 'Send feedback and follow what is done about it; see how each commune, district and province controls its procedures.',
    citizens: 'Citizens and enterprises',
    officers: 'Officers',
    send: {
      title: 'Send feedback',
      text: 'On a rule or on how a procedure is handled. It takes about 5 minutes, without signing in.',
    },
    track: {
      title: 'Follow feedback',
      text: 'See where it stands, when it is due and what the answer is, by its tracking code.',
    },
    unit: {
      title: 'Figures of a unit',
      text: 'Form II.06a of a unit and those below it, targets, tasks of the week. Needs signing in.',
    },
    api: { title: 'API documentation', text: 'For portals and other systems.' },
  },
);

/** The first page: what there is. */
export function HomePage(): ReactNode {
  const t = useTexts(HOME);
  return (
    <Page title={t.title}>
      <p className="lead">{t.lead}</p>
      <h2>{t.citizens}</h2>
      <ul className="cards">
        <Card href="/phan-anh" {...t.send} />
        <Card href="/phan-anh/tra-cuu" {...t.track} />
      </ul>
      <h2>{t.officers}</h2>
      <ul className="cards">
        <Card href="/don-vi" {...t.unit} />
        <li>
          <h3>
            <a href="/docs">{t.api.title}</a>
          </h3>
          <p>{t.api.text}</p>
        </li>
      </ul>
    </Page>
  );
}

function Card({ href, title, text }: { readonly href: string; readonly title: string; readonly text: string }): ReactNode {
  return (
    <li>
      <h3>
        <Link href={href}>{title}</Link>
      </h3>
      <p>{text}</p>
    </li>
  );
}
