import { type ReactNode, type Ref, useState } from 'react';
import { FieldError, Form, Label, TextArea, TextField } from 'react-aria-components';
import { Button } from '../controls/button.tsx';

const MOST = 2_000;

export interface CommentFormProps {
  readonly label: string;
  readonly says: string;
  readonly initial?: string;
  /** Whoever keeps what is being written. */
  readonly onChange?: (text: string) => void;
  readonly isBusy: boolean;
  readonly wrong?: string | undefined;
  readonly words?: Ref<HTMLTextAreaElement>;
  readonly takesFocus?: boolean;
  /** `done` empties it. */
  readonly onSay: (text: string, done: () => void) => void;
  readonly children?: ReactNode;
}

/** A few lines of plain text. Ctrl or ⌘ with Enter sends them. */
export function CommentForm(props: CommentFormProps) {
  const { label, says, initial = '', isBusy, wrong, words, takesFocus = false, onChange, onSay, children } = props;
  const [text, setWritten] = useState(initial);
  const setText = (written: string) => {
    setWritten(written);
    onChange?.(written);
  };
  const length = text.trim().length;
  const over = length > MOST;
  const say = () => length > 0 && !over && !isBusy && onSay(text, () => setText(''));
  return (
    <Form
      className="comment-form"
      onSubmit={(event) => {
        event.preventDefault();
        say();
      }}
    >
      <TextField
        className="field"
        value={text}
        onChange={setText}
        isInvalid={over || wrong !== undefined}
        validationBehavior="aria"
        autoFocus={takesFocus}
      >
        <span className="field-head">
          <Label>{label}</Label>
          {length > MOST * 0.8 ? (
            <span className="count">
              {length}/{MOST}
            </span>
          ) : null}
        </span>
        <TextArea
          dir="auto"
          rows={3}
          {...(words ? { ref: words } : {})}
          onKeyDown={(event) => {
            if (event.key === 'Enter' && (event.ctrlKey || event.metaKey)) say();
          }}
        />
        <FieldError>{over ? `At most ${MOST} characters.` : wrong}</FieldError>
      </TextField>
      <div className="comment-actions">
        {children}
        <Button type="submit" look="main" isDisabled={length === 0 || over} isBusy={isBusy}>
          {says}
        </Button>
      </div>
    </Form>
  );
}
