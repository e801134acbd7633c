import type { Output } from '@proofsheet/client';
import { useState } from 'react';
import { ReactCompareSlider, ReactCompareSliderImage } from 'react-compare-slider';
import { wholeOf } from '../server/outputs.ts';
import { VariantChoice } from './variant-choice.tsx';

export interface CompareProps {
  readonly outputs: readonly Output[];
  readonly completed: boolean;
}

/** Pictures of one shape, where there are several of it. */
export function pairsOf(outputs: readonly Output[]): (readonly [Output, Output, ...Output[]])[] {
  const shapes = Map.groupBy(outputs, ({ width, height }) => `${width}x${height}`);
  return [...shapes.values()].flatMap(([one, other, ...more]) =>
    one && other ? [[one, other, ...more] as const] : [],
  );
}

/** Two pictures of one shape on each other, with a line between them that is moved. */
export function Compare({ outputs, completed }: CompareProps) {
  const shapes = pairsOf(outputs);
  const [shape, setShape] = useState(0);
  const [chosen, setChosen] = useState<{ readonly one?: string; readonly other?: string }>({});
  const alike = shapes[shape] ?? shapes[0];
  if (!alike) return null;
  const one = alike.find(({ id }) => id === chosen.one) ?? alike[0];
  const others = alike.filter(({ id }) => id !== one.id);
  const other = others.find(({ id }) => id === chosen.other) ?? others[0] ?? alike[1];
  const placeOf = (output: Output) => outputs.indexOf(output);
  const address = ({ id, url }: Output) => (completed ? wholeOf(id) : url);
  return (
    <div className="compare">
      <div className="compare-choices">
        {shapes.length > 1 ? (
          <VariantChoice
            isLabelled
            label="Shape"
            placeOf={placeOf}
            outputs={shapes.map(([first]) => first)}
            chosen={alike[0].id}
            onChoose={(id) => setShape(shapes.findIndex(([first]) => first.id === id))}
          />
        ) : null}
        <VariantChoice
          isLabelled
          label="Left"
          placeOf={placeOf}
          outputs={alike}
          chosen={one.id}
          onChoose={(id) => setChosen({ ...chosen, one: id })}
        />
        <VariantChoice
          isLabelled
          label="Right"
          placeOf={placeOf}
          outputs={others}
          chosen={other.id}
          onChoose={(id) => setChosen({ one: one.id, other: id })}
        />
      </div>
      <ReactCompareSlider
        key={`${one.id} ${other.id}`}
        className="compare-slider"
        style={{
          aspectRatio: `${one.width} / ${one.height}`,
          maxWidth: `min(100%, calc(58vh * ${one.width / one.height}))`,
        }}
        keyboardIncrement="5%"
        itemOne={<ReactCompareSliderImage src={address(one)} alt={`Left: ${one.template}`} />}
        itemTwo={<ReactCompareSliderImage src={address(other)} alt={`Right: ${other.template}`} />}
      />
      <p className="hint">Drag the line, or focus it and press the arrow keys.</p>
    </div>
  );
}
