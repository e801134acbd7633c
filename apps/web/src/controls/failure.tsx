import { inWords } from '../server/client.ts';
import { Button } from './button.tsx';

/** In place of what could not be loaded. */
export function Failure({ error, again }: { readonly error: unknown; readonly again?: () => void }) {
  return (
    <div role="alert" className="failure">
      <p>{inWords(error)}</p>
      {again ? <Button onPress={again}>Try again</Button> : null}
    </div>
  );
}
