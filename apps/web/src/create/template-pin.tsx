import type { GenerationKind, GenerationRequest } from '@proofsheet/client';
import { useQuery } from '@tanstack/react-query';
import { Shuffle } from 'lucide-react';
import { DialogTrigger } from 'react-aria-components';
import { Button } from '../controls/button.tsx';
import { templatesQuery } from '../server/catalogue.ts';
import { TemplateDialog, titleOfTemplate } from './template-dialog.tsx';
import { TemplatePicture } from './template-picture.tsx';

export interface TemplatePinProps {
  readonly kind: GenerationKind;
  readonly value: string | undefined;
  readonly onChange: (name: string | undefined) => void;
  readonly request: GenerationRequest | undefined;
  readonly wrong?: string | undefined;
}

/** Several compositions are chosen for an order, those that fit and differ most, unless one is pinned. */
export function TemplatePin({ kind, value, onChange, request, wrong }: TemplatePinProps) {
  const { data: templates = [] } = useQuery(templatesQuery(kind));
  const pinned = templates.find(({ name }) => name === value);
  return (
    <div className="template-pin">
      {pinned ? (
        <TemplatePicture template={pinned} />
      ) : (
        <span className="pin-any" aria-hidden="true">
          <Shuffle size={20} />
        </span>
      )}
      <div className="pin-words">
        <p className="pin-name">{value === undefined ? 'Chosen for you' : titleOfTemplate(value)}</p>
        <p className={wrong ? 'order-wrong' : 'order-hint'} role={wrong ? 'alert' : undefined}>
          {wrong ?? pinned?.about ?? `Those of ${templates.length || 'all'} that fit best and differ most.`}
        </p>
        <div className="actions">
          <DialogTrigger>
            <Button>{value === undefined ? 'Pin one' : 'Change'}</Button>
            <TemplateDialog templates={templates} chosen={value} onChoose={onChange} request={request} />
          </DialogTrigger>
          {value === undefined ? null : (
            <Button look="quiet" onPress={() => onChange(undefined)}>
              Choose for me
            </Button>
          )}
        </div>
      </div>
    </div>
  );
}
