import { useState } from 'react';
import { Button } from './button.tsx';

/** A secret that no later answer holds. */
export function ShownOnce({ secret, note = 'Shown only now:' }: { readonly secret: string; readonly note?: string }) {
  return (
    <div role="status" className="shown-once">
      {note} <code>{secret}</code>
      <Copy text={secret} />
    </div>
  );
}

/** Says that it did; where the browser keeps the clipboard from pages, the text can still be marked. */
export function Copy({ text }: { readonly text: string }) {
  const [copied, setCopied] = useState(false);
  const copy = () =>
    navigator.clipboard?.writeText(text).then(
      () => setCopied(true),
      () => setCopied(false),
    );
  return <Button onPress={copy}>{copied ? 'Copied' : 'Copy'}</Button>;
}
