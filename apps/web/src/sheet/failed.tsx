import type { GenerationWithOutputs } from '@proofsheet/client';
import { useRouter } from '@tanstack/react-router';
import { Button } from '../controls/button.tsx';

/** By code: what to do. */
const HELP: Readonly<Record<string, string>> = {
  no_template_fits: 'Shorten the words, leave a part out, or give other images; then order again.',
  no_output_passes: 'Shorten the words or give another image. Without “strict” the best that could be made is shown.',
  no_font_for_text: 'Use other characters, or ask the operator for the font of this script.',
  asset_rejected: 'Give another image: this one cannot be read.',
  asset_not_ready: 'Try again in a moment: an image was still being looked at.',
  attempts_exhausted: 'Try again. When it happens once more, another image is the best help.',
  deadline_exceeded: 'Try again; there was more to do at that time than could be done.',
  unknown_asset: 'An image of the order was deleted: order again with another one.',
  unknown_template: 'Its template is no more: order again with another one.',
  unknown_font: 'A font of the brand was deleted: order again with another one.',
};

/** What became of an order that has no pictures, why, and what to do. */
export function Failed({ generation }: { readonly generation: GenerationWithOutputs }) {
  const router = useRouter();
  const { id, status, error } = generation;
  const cancelled = status === 'CANCELLED';
  const what = cancelled ? 'This order was cancelled' : 'These pictures could not be made';
  return (
    <section role="alert" className="failed-order">
      <h2>{what}</h2>
      <p dir="auto">{error?.message ?? 'Nothing was made of it.'}</p>
      {error ? (
        <p>
          {HELP[error.code] ?? 'Try again. When it happens once more, tell the operator the code.'}{' '}
          <a href={`/errors#${error.code}`} target="_blank" rel="noreferrer">
            <code>{error.code}</code>
          </a>
        </p>
      ) : null}
      <div className="actions">
        <Button onPress={() => router.history.push(`/create?from=${id}`)}>Change the order</Button>
      </div>
    </section>
  );
}
