import { COPY_LIMITS, qrLength } from '@proofsheet/domain/copy-limits';
import { Field } from '../controls/field.tsx';
import { Fold } from '../controls/fold.tsx';
import { isolated } from '../controls/isolated.ts';
import { NumberField } from '../controls/number-field.tsx';
import { BEST_RATING, isGiven, type Words } from './words.ts';
import { lineProps, type WordsProps } from './words-fields.tsx';

/** The parts of an offer, each shown where a composition has a place for it. */
export function OfferFields(props: WordsProps & { readonly calls: number }) {
  const { draft, say, wrong, calls } = props;
  const { words } = draft;
  const given = givenIn(words);
  return (
    <Fold
      title="Offer"
      used={given.length > 0}
      summary={given.length > 0 ? given.map(isolated).join(' · ') : 'Price, badge, coupon, rating, legal line, QR code'}
      calls={calls}
    >
      <div className="pair">
        <Field
          label="Price"
          placeholder="from €249/mo"
          hint="What stands before and after the amount is set smaller."
          {...lineProps('price', props)}
        />
        <Field label="Old price" placeholder="€299" hint="Struck through." {...lineProps('oldPrice', props)} />
      </div>
      <Field label="Badge" placeholder="−30 %" {...lineProps('badge', props)} />
      <div className="pair">
        <Field
          label="Coupon code"
          placeholder="SAVE10"
          value={words.couponCode}
          onChange={(couponCode) => say({ couponCode })}
          most={COPY_LIMITS.coupon}
          wrong={wrong('/copy/coupon/code', '/copy/coupon')}
        />
        <Field
          label="Before the code"
          placeholder="Code"
          value={words.couponLabel}
          onChange={(couponLabel) => say({ couponLabel })}
          most={COPY_LIMITS.couponLabel}
          wrong={wrong('/copy/coupon/label')}
        />
      </div>
      <Rating {...props} />
      <Field label="Legal line" rows={3} hint="Conditions, small at the foot." {...lineProps('legal', props)} />
      <Field
        label="QR code"
        placeholder="https://shop.example/sale"
        hint="An address or a text. Short ones fit more formats."
        value={words.qr}
        onChange={(qr) => say({ qr })}
        most={COPY_LIMITS.qrBytes}
        count={qrLength}
        unit="bytes"
        wrong={wrong('/copy/qr')}
      />
    </Fold>
  );
}

function Rating({ draft: { words }, say, wrong }: WordsProps) {
  const { rating, ratingOf, ratingCount, ratingLabel } = words;
  return (
    <fieldset className="several">
      <legend>Rating</legend>
      <div className="pair">
        <NumberField
          label="Stars"
          placeholder="4.8"
          digits={2}
          least={0}
          most={ratingOf ?? BEST_RATING}
          value={rating}
          onChange={(next) => say({ rating: next })}
          wrong={wrong('/copy/rating/value', '/copy/rating')}
        />
        <NumberField
          label="Of"
          placeholder={`${BEST_RATING}`}
          least={1}
          most={COPY_LIMITS.ratingOf}
          value={ratingOf}
          onChange={(next) => say({ ratingOf: next })}
          wrong={wrong('/copy/rating/of')}
        />
        <NumberField
          label="How many"
          placeholder="1204"
          least={0}
          most={COPY_LIMITS.ratingCount}
          grouped
          value={ratingCount}
          onChange={(next) => say({ ratingCount: next })}
          wrong={wrong('/copy/rating/count')}
        />
        <Field
          label="Of what"
          placeholder="reviews"
          value={ratingLabel}
          onChange={(text) => say({ ratingLabel: text })}
          most={COPY_LIMITS.ratingLabel}
          wrong={wrong('/copy/rating/label')}
        />
      </div>
    </fieldset>
  );
}

function givenIn(words: Words): string[] {
  const { price, oldPrice, badge, couponCode, rating, legal, qr } = words;
  return [
    ...[price, oldPrice, badge, couponCode].filter(isGiven),
    ...(rating === undefined ? [] : [`★ ${rating}`]),
    ...(isGiven(legal) ? ['legal line'] : []),
    ...(isGiven(qr) ? ['QR code'] : []),
  ];
}
