import { useDeferredValue, useState, type ReactNode } from 'react';
import { useAreaSearch } from '../../api/queries';
import { useTexts } from '../../i18n/language';
import { ChoiceField, TextField } from '../../ui/fields';
import { ProblemNotice } from '../../ui/notices';
import type { StepProps } from './feedback-form';
import { FEEDBACK } from './feedback-texts';
import { StepPage } from './step-page';

const LETTERS_MIN = 2;

/** Search by name without accents, then choose one: plain fields, which every reader and every phone knows. */
export function WhereStep(props: StepProps): ReactNode {
  const { where: t } = useTexts(FEEDBACK);
  const { draft, change } = props;
  const [words, setWords] = useState('');
  const asked = useDeferredValue(words.trim());
  const { data, error, refetch, isFetching } = useAreaSearch(asked);
  const searched = asked.length >= LETTERS_MIN;
  const found = searched ? (data?.items ?? []).map(({ code, pathName }) => ({ code, name: pathName })) : [];
  const chosen = draft.area;
  const choices = chosen === undefined || found.some(({ code }) => code === chosen.code) ? found : [chosen, ...found];
  return (
    <StepPage {...props} step="noi-nao" title={t.title}>
      {(errorOf) => (
        <>
          <TextField
            id={choices.length === 0 ? 'area' : 'area-search'}
            type="search"
            label={t.label}
            hint={t.hint}
            error={choices.length === 0 ? errorOf('area') : undefined}
            value={words}
            onChange={setWords}
            autoComplete="off"
            spellCheck={false}
          />
          {error !== null && <ProblemNotice problem={error} retry={() => void refetch()} />}
          {choices.length > 0 && (
            <ChoiceField
              id="area"
              label={t.choose}
              error={errorOf('area')}
              options={choices.map(({ code, name }) => ({ value: code, label: name }))}
              value={chosen?.code}
              onChange={(code) => {
                const area = choices.find((choice) => choice.code === code);
                if (area) change({ area });
              }}
            />
          )}
          <p role="status" className="soft">
            {searched && (isFetching ? t.searching : found.length === 0 && error === null ? t.none : '')}
          </p>
        </>
      )}
    </StepPage>
  );
}
