import type { ReactNode } from 'react';
import { useTexts } from '../i18n/language';
import { UI } from './texts';

interface FieldProps {
  /** Id of the control; an error summary links to it. */
  readonly id: string;
  readonly label: string;
  readonly hint?: string | undefined;
  readonly error?: string | undefined;
  readonly optional?: boolean;
}

interface TextFieldProps extends FieldProps {
  readonly value: string;
  readonly onChange: (value: string) => void;
  readonly type?: 'text' | 'tel' | 'email' | 'search';
  /** What the browser may fill in (WCAG 1.3.5). */
  readonly autoComplete?: string;
  /** More than one makes it a text area. */
  readonly rows?: number;
  readonly maxLength?: number;
  readonly narrow?: boolean;
  readonly spellCheck?: boolean;
}

function describedBy({ id, hint, error }: Pick<FieldProps, 'id' | 'hint' | 'error'>): string | undefined {
  return [hint === undefined ? [] : `${id}-hint`, error === undefined ? [] : `${id}-error`].flat().join(' ') || undefined;
}

/** Hint and error of a field, tied to it by id. */
function Notes({ id, hint, error }: Pick<FieldProps, 'id' | 'hint' | 'error'>): ReactNode {
  const { errorPrefix } = useTexts(UI);
  return (
    <>
      {hint !== undefined && (
        <p className="hint" id={`${id}-hint`}>
          {hint}
        </p>
      )}
      {error !== undefined && (
        <p className="field-error" id={`${id}-error`}>
          <span className="visually-hidden">{errorPrefix}</span>
          {error}
        </p>
      )}
    </>
  );
}

export function TextField(props: TextFieldProps): ReactNode {
  const { id, label, hint, error, optional, value, onChange, type = 'text', rows = 1, narrow, ...rest } = props;
  const t = useTexts(UI);
  const shared = {
    id,
    value,
    'aria-describedby': describedBy({ id, hint, error }),
    'aria-invalid': error === undefined ? undefined : true,
    ...rest,
  };
  return (
    <div className={error === undefined ? 'field' : 'field with-error'}>
      <label htmlFor={id}>
        {label}
        {optional === true && <span className="soft">{t.optional}</span>}
      </label>
      <Notes id={id} hint={hint} error={error} />
      {rows > 1 ? (
        <textarea
          {...shared}
          rows={rows}
          onChange={(event) => {
            onChange(event.target.value);
          }}
        />
      ) : (
        <input
          {...shared}
          type={type}
          className={narrow === true ? 'narrow' : undefined}
          onChange={(event) => {
            onChange(event.target.value);
          }}
        />
      )}
    </div>
  );
}

interface ChoiceFieldProps<Value extends string> extends FieldProps {
  readonly options: readonly { readonly value: Value; readonly label: string; readonly hint?: string | undefined }[];
  readonly value: Value | undefined;
  readonly onChange: (value: Value) => void;
  /** Where the heading of the page asks the same already. */
  readonly labelHidden?: boolean;
}

/** One of several, as radio buttons; the first one carries `id`, so that an error summary can lead there. */
export function ChoiceField<Value extends string>(props: ChoiceFieldProps<Value>): ReactNode {
  const { id, label, labelHidden, hint, error, options, value, onChange } = props;
  return (
    <fieldset className={error === undefined ? undefined : 'with-error'} aria-describedby={describedBy({ id, hint, error })}>
      <legend className={labelHidden === true ? 'visually-hidden' : undefined}>{label}</legend>
      <Notes id={id} hint={hint} error={error} />
      {options.map((option, index) => {
        const own = index === 0 ? id : `${id}-${option.value}`;
        return (
          <div className="choice" key={option.value}>
            <input
              type="radio"
              id={own}
              name={id}
              checked={option.value === value}
              aria-describedby={option.hint === undefined ? undefined : `${own}-about`}
              onChange={() => {
                onChange(option.value);
              }}
            />
            <label htmlFor={own}>{option.label}</label>
            {option.hint !== undefined && (
              <p className="hint" id={`${own}-about`}>
                {option.hint}
              </p>
            )}
          </div>
        );
      })}
    </fieldset>
  );
}

export function CheckField(props: {
  readonly id: string;
  readonly label: string;
  readonly checked: boolean;
  readonly onChange: (checked: boolean) => void;
}): ReactNode {
  const { id, label, checked, onChange } = props;
  return (
    <div className="field choice">
      <input
        type="checkbox"
        id={id}
        checked={checked}
        onChange={(event) => {
          onChange(event.target.checked);
        }}
      />
      <label htmlFor={id}>{label}</label>
    </div>
  );
}

interface SelectFieldProps extends FieldProps {
  readonly value: string;
  readonly onChange: (value: string) => void;
  readonly groups: readonly {
    readonly label: string;
    readonly options: readonly { readonly value: string; readonly label: string }[];
  }[];
}

export function SelectField({ id, label, hint, error, value, onChange, groups }: SelectFieldProps): ReactNode {
  return (
    <div className="field">
      <label htmlFor={id}>{label}</label>
      <Notes id={id} hint={hint} error={error} />
      <select
        id={id}
        value={value}
        aria-describedby={describedBy({ id, hint, error })}
        onChange={(event) => {
          onChange(event.target.value);
        }}
      >
        {groups.map((group) => (
          <optgroup key={group.label} label={group.label}>
            {group.options.map((option) => (
              <option key={option.value} value={option.value}>
                {option.label}
              </option>
            ))}
          </optgroup>
        ))}
      </select>
    </div>
  );
}
