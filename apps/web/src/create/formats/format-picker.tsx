import type { Formats, GenerationKind } from '@proofsheet/client';
import { useState } from 'react';
import { DisclosureGroup } from 'react-aria-components';
import { Button } from '../../controls/button.tsx';
import { type FormatChoice, inOrder, nameOf, presetOf, type Shape, shapeOf } from './choices.ts';
import { CustomSize } from './custom-size.tsx';
import { FormatList } from './format-list.tsx';
import { PlatformFold } from './platform-fold.tsx';
import { byPlatform, type Platform } from './platforms.ts';

export interface FormatPickerProps {
  readonly catalogue: Formats;
  readonly kind: GenerationKind;
  readonly chosen: readonly FormatChoice[];
  readonly onChange: (chosen: readonly FormatChoice[]) => void;
}

/** Formats by platform. Those that are chosen at first are open. */
export function FormatPicker({ catalogue, kind, chosen, onChange }: FormatPickerProps) {
  const names = new Set(chosen.map(nameOf));
  const own = chosen.filter((choice) => typeof choice !== 'string').flatMap((size) => shapeOf(catalogue, size) ?? []);
  const listed: Shape[] = [...catalogue.formats.filter((format) => format.kind === kind), ...own];
  const platforms = byPlatform(listed);
  const [open, setOpen] = useState(
    () => new Set(platforms.filter((one) => chosenIn(one, names).length > 0).map(({ title }) => title)),
  );
  const choose = (choices: Iterable<FormatChoice>) => onChange(inOrder(catalogue, choices));
  const chooseIn = ({ shapes }: Platform, within: readonly string[]) => {
    const others = chosen.filter((choice) => shapes.every(({ name }) => name !== nameOf(choice)));
    const kept = within.map((name) => chosen.find((choice) => nameOf(choice) === name) ?? (name as FormatChoice));
    choose([...others, ...kept]);
  };
  return (
    <>
      <div className="presets">
        {(['standard', 'everything'] as const).map((preset) => (
          <Button key={preset} onPress={() => choose(presetOf(catalogue, kind, preset))}>
            {preset === 'standard' ? 'Standard' : 'Everything'}
          </Button>
        ))}
        {chosen.length > 0 ? (
          <Button look="quiet" onPress={() => choose([])}>
            None
          </Button>
        ) : null}
      </div>
      <DisclosureGroup
        className="platforms"
        allowsMultipleExpanded
        expandedKeys={open}
        onExpandedChange={(keys) => setOpen(new Set([...keys].map(String)))}
      >
        {platforms.map((platform) => (
          <PlatformFold
            key={platform.title}
            platform={platform}
            count={chosenIn(platform, names).length}
            onAll={(all) => chooseIn(platform, all ? platform.shapes.map(({ name }) => name) : [])}
          >
            <FormatList platform={platform} chosen={names} onChange={(within) => chooseIn(platform, within)} />
          </PlatformFold>
        ))}
      </DisclosureGroup>
      <CustomSize bounds={catalogue.custom} onAdd={(size) => choose([...chosen, size])} />
    </>
  );
}

function chosenIn({ shapes }: Platform, names: ReadonlySet<string>): readonly Shape[] {
  return shapes.filter(({ name }) => names.has(name));
}
