import type { GenerationKind } from '@proofsheet/client';
import { useInfiniteQuery } from '@tanstack/react-query';
import {
  Group,
  Input,
  Label,
  ListBox,
  ListBoxItem,
  NumberField,
  Popover,
  Radio,
  RadioGroup,
  Select,
  SelectValue,
} from 'react-aria-components';
import { Button } from '../controls/button.tsx';
import { projectsQuery } from '../server/projects.ts';
import type { Settings } from './requests.ts';

export interface BatchSettingsProps {
  readonly settings: Settings;
  readonly onChange: (changed: Partial<Settings>) => void;
}

const NONE = 'none';
const MOST_VARIANTS = 8;

/** What holds for every row. */
export function BatchSettings({ settings: { kind, projectId, variants }, onChange }: BatchSettingsProps) {
  const { data } = useInfiniteQuery(projectsQuery(false));
  const projects = data?.pages.flatMap(({ items }) => items) ?? [];
  const items = [{ id: NONE, name: 'None' }, ...projects.map(({ id, name }) => ({ id, name }))];
  return (
    <Group className="batch-settings" aria-label="For all rows">
      <RadioGroup
        className="kinds"
        orientation="horizontal"
        value={kind}
        onChange={(chosen) => onChange({ kind: chosen as GenerationKind })}
      >
        <Label>What is it for?</Label>
        <div className="segments">
          <Radio value="THUMBNAIL">Thumbnails</Radio>
          <Radio value="AD">Ads</Radio>
        </div>
      </RadioGroup>
      <Select
        className="field select"
        value={projectId ?? NONE}
        onChange={(chosen) => onChange({ projectId: chosen === NONE ? undefined : String(chosen) })}
      >
        <Label>Project</Label>
        <Button>
          <SelectValue />
          <span aria-hidden="true">▾</span>
        </Button>
        <Popover className="popover">
          <ListBox items={items}>
            {({ id, name }) => (
              <ListBoxItem id={id} className="option">
                {name}
              </ListBoxItem>
            )}
          </ListBox>
        </Popover>
      </Select>
      <NumberField
        className="field batch-number-field"
        minValue={1}
        maxValue={MOST_VARIANTS}
        value={variants}
        onChange={(count) => onChange({ variants: Number.isNaN(count) ? 1 : count })}
      >
        <Label>Proofs of each</Label>
        <Group className="stepper">
          <Button slot="decrement">−</Button>
          <Input />
          <Button slot="increment">+</Button>
        </Group>
      </NumberField>
    </Group>
  );
}
