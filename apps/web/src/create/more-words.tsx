import { COPY_LIMITS } from '@proofsheet/domain/copy-limits';
import { Button } from '../controls/button.tsx';
import { Field } from '../controls/field.tsx';
import { Fold } from '../controls/fold.tsx';
import { isolated } from '../controls/isolated.ts';
import { isGiven, placeOfPoint } from './words.ts';
import { lineProps, type WordsProps } from './words-fields.tsx';

/** Words that some compositions are made for. */
export function MoreWords(props: WordsProps & { readonly calls: number }) {
  const { draft, say, wrong, calls } = props;
  const { kind, words } = draft;
  const { points, labels, author, price, locale } = words;
  const given = [
    ...(kind === 'THUMBNAIL' && isGiven(price) ? [price] : []),
    ...points.filter(isGiven),
    ...(labels.some(isGiven) ? [labels.filter(isGiven).join(' / ')] : []),
    ...[author, locale].filter(isGiven),
  ];
  const possible =
    kind === 'THUMBNAIL' ? 'Price, points, before and after, author' : 'Points, labels of two pictures, author';
  return (
    <Fold
      title="More words"
      used={given.length > 0}
      summary={given.length > 0 ? given.map(isolated).join(' · ') : possible}
      calls={calls}
    >
      {kind === 'THUMBNAIL' ? (
        <Field label="Price or amount" placeholder="$10,000" {...lineProps('price', props)} />
      ) : null}
      <fieldset className="several">
        <legend>Points</legend>
        <p className="order-hint">Short lines: the points of an offer, or the entries of a list.</p>
        {points.map((point, index) => (
          <Field
            // biome-ignore lint/suspicious/noArrayIndexKey: a point is what stands at its place.
            key={index}
            label={`Point ${index + 1}`}
            value={point}
            onChange={(text) => say({ points: points.with(index, text) })}
            most={COPY_LIMITS.point}
            wrong={isGiven(point) ? wrong(`/copy/points/${placeOfPoint(points, index)}`) : undefined}
          />
        ))}
        {points.length < COPY_LIMITS.points ? (
          <Button look="quiet" onPress={() => say({ points: [...points, ''] })}>
            Add a point
          </Button>
        ) : null}
      </fieldset>
      <fieldset className="several">
        <legend>Two sides</legend>
        <p className="order-hint">The labels of two pictures beside each other, the left one first.</p>
        <div className="pair">
          {(['Before', 'After'] as const).map((side, index) => (
            <Field
              key={side}
              label={index === 0 ? 'First label' : 'Second label'}
              placeholder={side}
              value={labels[index] ?? ''}
              onChange={(text) => say({ labels: index === 0 ? [text, labels[1]] : [labels[0], text] })}
              most={COPY_LIMITS.label}
              wrong={wrong(`/copy/labels/${index}`)}
            />
          ))}
        </div>
      </fieldset>
      <div className="pair">
        <Field label="Who says it" hint="Of a quotation." {...lineProps('author', props)} />
        <Field
          label="Language"
          placeholder="de-AT"
          hint="Its code. Found by the words, where left out."
          value={locale}
          onChange={(text) => say({ locale: text.trim() })}
          wrong={wrong('/copy/locale')}
        />
      </div>
    </Fold>
  );
}
