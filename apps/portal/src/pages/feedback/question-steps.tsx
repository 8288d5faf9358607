import type { ReactNode } from 'react';
import { useTexts } from '../../i18n/language';
import { CheckField, ChoiceField, TextField } from '../../ui/fields';
import type { Nature } from './draft';
import type { StepProps } from './feedback-form';
import { FEEDBACK } from './feedback-texts';
import { StepPage } from './step-page';

const NATURES: readonly Nature[] = ['act', 'regulation', 'both', 'complaint', 'denunciation'];

export function NatureStep(props: StepProps): ReactNode {
  const { nature: t } = useTexts(FEEDBACK);
  const hints: Partial<Record<Nature, string>> = {
    act: t.actHint,
    regulation: t.regulationHint,
    complaint: t.complaintHint,
    denunciation: t.denunciationHint,
  };
  return (
    <StepPage {...props} step="viec-gi" title={t.title}>
      {(errorOf) => (
        <ChoiceField
          id="nature"
          label={t.title}
          labelHidden
          error={errorOf('nature')}
          options={NATURES.map((value) => ({ value, label: t[value], hint: hints[value] }))}
          value={props.draft.nature}
          onChange={(nature) => {
            props.change({ nature });
          }}
        />
      )}
    </StepPage>
  );
}

export function ContentStep(props: StepProps): ReactNode {
  const { what: t } = useTexts(FEEDBACK);
  const { draft, change } = props;
  return (
    <StepPage {...props} step="noi-dung" title={t.title}>
      {(errorOf) => (
        <>
          <TextField
            id="content"
            label={t.label}
            hint={t.hint}
            error={errorOf('content')}
            value={draft.content}
            onChange={(content) => {
              change({ content });
            }}
            rows={8}
            maxLength={20_000}
          />
          <TextField
            id="dossier"
            label={t.dossier}
            hint={t.dossierHint}
            optional
            value={draft.dossierCode}
            onChange={(dossierCode) => {
              change({ dossierCode });
            }}
            maxLength={80}
            autoComplete="off"
            spellCheck={false}
          />
          {draft.nature !== 'regulation' && (
            <CheckField
              id="harassment"
              label={t.harassment}
              checked={draft.harassment}
              onChange={(harassment) => {
                change({ harassment });
              }}
            />
          )}
        </>
      )}
    </StepPage>
  );
}

export function SenderStep(props: StepProps): ReactNode {
  const { who: t } = useTexts(FEEDBACK);
  const { draft, change } = props;
  return (
    <StepPage {...props} step="nguoi-gui" title={t.title}>
      {(errorOf) => (
        <>
          <p className="measure">{t.why}</p>
          <TextField
            id="name"
            label={t.name}
            error={errorOf('name')}
            value={draft.name}
            onChange={(name) => {
              change({ name });
            }}
            autoComplete="name"
            maxLength={200}
            spellCheck={false}
          />
          <TextField
            id="address"
            label={t.address}
            hint={t.addressHint}
            error={errorOf('address')}
            value={draft.address}
            onChange={(address) => {
              change({ address });
            }}
            rows={2}
            autoComplete="street-address"
            maxLength={500}
          />
          <TextField
            id="phone"
            type="tel"
            label={t.phone}
            hint={t.phoneHint}
            error={errorOf('phone')}
            value={draft.phone}
            onChange={(phone) => {
              change({ phone });
            }}
            autoComplete="tel"
            maxLength={30}
            narrow
          />
          <TextField
            id="email"
            type="email"
            label={t.email}
            error={errorOf('email')}
            value={draft.email}
            onChange={(email) => {
              change({ email });
            }}
            autoComplete="email"
            maxLength={200}
            spellCheck={false}
          />
        </>
      )}
    </StepPage>
  );
}
