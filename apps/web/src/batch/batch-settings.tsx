import type { GenerationKind } from '@proofsheet/client';
import { useQuery } from '@tanstack/react-query';
import { Group, Input, Label, NumberField, Radio, RadioGroup } from 'react-aria-components';
import { Button } from '../controls/button.tsx';
import { ProjectChoice } from '../projects/project-choice.tsx';
import { openProjectsQuery } from '../server/projects.ts';
import type { Settings } from './requests.ts';

export interface BatchSettingsProps {
  readonly settings: Settings;
  readonly onChange: (changed: Partial<Settings>) => void;
}

const MOST_VARIANTS = 8;

/** What holds for every row. */
export function BatchSettings({ settings: { kind, projectId, variants }, onChange }: BatchSettingsProps) {
  const { data: projects } = useQuery(openProjectsQuery);
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
      <ProjectChoice projects={projects} value={projectId} onChange={(id) => onChange({ projectId: id })} />
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
