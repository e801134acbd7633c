import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import {
  FieldError,
  FileTrigger,
  Label,
  ListBox,
  ListBoxItem,
  Popover,
  Select,
  SelectValue,
} from 'react-aria-components';
import { Button } from '../controls/button.tsx';
import { inWords } from '../server/client.ts';
import { fontName, fontsQuery, uploadFont } from '../server/fonts.ts';

export interface FontFieldProps {
  readonly label: string;
  readonly value: string | undefined;
  readonly onChange: (id: string | undefined) => void;
  readonly otherwise: string;
  readonly wrong?: string | undefined;
}

const NONE = 'none';

/** One of the user's fonts, or one that is uploaded here. */
export function FontField({ label, value, onChange, otherwise, wrong }: FontFieldProps) {
  const queries = useQueryClient();
  const { data: fonts = [] } = useQuery(fontsQuery);
  const upload = useMutation({
    mutationFn: uploadFont,
    onSuccess: (font) => {
      queries.setQueryData(fontsQuery.queryKey, (known = []) => [font, ...known.filter(({ id }) => id !== font.id)]);
      onChange(font.id);
    },
  });
  const refused = wrong ?? (upload.error ? inWords(upload.error) : undefined);
  const items = [{ id: NONE, name: otherwise }, ...fonts.map((font) => ({ id: font.id, name: fontName(font) }))];
  return (
    <Select
      className="field select font-field"
      value={value ?? NONE}
      onChange={(chosen) => onChange(chosen === NONE ? undefined : String(chosen))}
      isInvalid={refused !== undefined}
    >
      <Label>{label}</Label>
      <span className="font-line">
        <Button>
          <SelectValue />
          <span aria-hidden="true">▾</span>
        </Button>
        <FileTrigger
          acceptedFileTypes={['.woff2', '.woff', '.ttf', '.otf']}
          onSelect={(files) => files?.[0] && upload.mutate(files[0])}
        >
          <Button slot={null} aria-label={`Upload a font: ${label}`} isBusy={upload.isPending}>
            {upload.isPending ? 'Reading …' : 'Upload'}
          </Button>
        </FileTrigger>
      </span>
      <FieldError>{refused}</FieldError>
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
  );
}
