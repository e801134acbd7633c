import { COPY_LIMITS } from '@proofsheet/domain/copy-limits';
import { Field } from '../controls/field.tsx';
import type { Draft } from './draft.ts';
import type { Wrong } from './problems.ts';
import type { Line, Words } from './words.ts';

export interface WordsProps {
  readonly draft: Draft;
  readonly say: (words: Partial<Words>) => void;
  readonly wrong: Wrong;
}

/** What a field of the copy shows and does. */
export function lineProps(name: Line & keyof typeof COPY_LIMITS, { draft, say, wrong }: WordsProps) {
  return {
    value: draft.words[name],
    onChange: (text: string) => say({ [name]: text }),
    most: COPY_LIMITS[name],
    wrong: wrong(`/copy/${name}`),
  };
}

/** What nearly every picture says. */
export function WordsFields(props: WordsProps) {
  return (
    <>
      <Field
        label="Headline"
        isRequired
        hint="Two to five words say most. **Stars** mark what stands out; a number or an emoji in it may be drawn large."
        {...lineProps('headline', props)}
      />
      <Field label="Subline" {...lineProps('subline', props)} />
      {props.draft.kind === 'AD' ? (
        <div className="pair">
          <Field label="Button" placeholder="Shop now" {...lineProps('button', props)} />
          <Field label="Brand name" hint="Where there is no logo." {...lineProps('brand', props)} />
        </div>
      ) : null}
    </>
  );
}
