import { useDeferredValue, useState, type ReactNode } from 'react';
import { Link } from 'wouter';
import { useAreaSearch, useChildAreas } from '../../api/queries';
import { useTexts } from '../../i18n/language';
import { TextField } from '../../ui/fields';
import { ProblemNotice } from '../../ui/notices';
import { Page } from '../../ui/page';
import { UNIT } from './unit-texts';

/** Code of the country; the areas below it are the provinces. */
const COUNTRY = '00';

/** For whoever sees the whole country: search, or begin at a province. */
export function ChooseUnitPage(): ReactNode {
  const t = useTexts(UNIT);
  const [words, setWords] = useState('');
  const asked = useDeferredValue(words.trim());
  const found = useAreaSearch(asked);
  const provinces = useChildAreas(COUNTRY, undefined);
  const error = found.error ?? provinces.error;
  return (
    <Page title={t.chooseTitle}>
      <p className="lead">{t.chooseLead}</p>
      {error !== null && <ProblemNotice problem={error} />}
      <TextField id="tim" type="search" label={t.chooseLabel} value={words} onChange={setWords} autoComplete="off" />
      {asked.length >= 2 && found.data && (
        <ul aria-live="polite">
          {found.data.items.map((area) => (
            <li key={area.id}>
              <Link href={`/don-vi/${area.code}`}>{area.pathName}</Link>
            </li>
          ))}
        </ul>
      )}
      <h2>{t.provinces}</h2>
      <ul>
        {provinces.data?.items.map((area) => (
          <li key={area.id}>
            <Link href={`/don-vi/${area.code}`}>{area.name}</Link>
          </li>
        ))}
      </ul>
    </Page>
  );
}
