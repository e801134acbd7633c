import { useMutation, useQuery } from '@tanstack/react-query';
import { X } from 'lucide-react';
import { DropZone, FileTrigger, Group, Button as IconButton } from 'react-aria-components';
import { Button } from '../controls/button.tsx';
import { inWords, server } from '../server/client.ts';
import { logoAddress, logoQuery, logosQuery } from '../server/logos.ts';
import { droppedFiles } from '../uploads/dropped-files.ts';
import { ChooseLogo } from './choose-logo.tsx';

export interface LogoFieldProps {
  readonly label: string;
  /** What it is shown on, here as in pictures. */
  readonly ground: 'light' | 'dark';
  readonly value: string | undefined;
  readonly onChange: (id: string | undefined) => void;
  readonly wrong?: string | undefined;
}

const TAKEN = ['image/png', 'image/jpeg', 'image/webp'];

/** One version of a logo: uploaded here, dropped, or chosen among those that are there. */
export function LogoField({ label, ground, value, onChange, wrong }: LogoFieldProps) {
  const upload = useMutation({
    mutationFn: (file: File) => server.assets.upload(file, { role: 'LOGO', name: file.name }),
    onSuccess: ({ id }) => onChange(id),
  });
  const { data: known = [] } = useQuery(logosQuery);
  const logo = useQuery({ ...logoQuery(value ?? ''), enabled: value !== undefined });
  const refused = wrong ?? (upload.error ? inWords(upload.error) : problemOf(value, logo.data));
  const shown = value !== undefined && logo.data ? logo.data : undefined;
  return (
    <Group className="field logo-field" aria-label={label}>
      <span className="logo-label">{label}</span>
      <DropZone
        className={`logo-ground ${ground}`}
        aria-label={`${label}: drop a file here`}
        getDropOperation={(types) => (TAKEN.some((type) => types.has(type)) ? 'copy' : 'cancel')}
        onDrop={async ({ items }) => {
          const [file] = await droppedFiles(items);
          if (file) upload.mutate(file);
        }}
      >
        {shown ? (
          <img src={logoAddress(shown)} alt={shown.originalName} />
        ) : (
          <span>{stateOf(upload.isPending, value)}</span>
        )}
        {value === undefined ? null : (
          <IconButton className="icon" aria-label={`Remove: ${label}`} onPress={() => onChange(undefined)}>
            <X size={16} aria-hidden="true" />
          </IconButton>
        )}
      </DropZone>
      <span className="logo-actions">
        <FileTrigger acceptedFileTypes={TAKEN} onSelect={(files) => files?.[0] && upload.mutate(files[0])}>
          <Button aria-label={`Upload: ${label}`} isBusy={upload.isPending}>
            Upload
          </Button>
        </FileTrigger>
        {known.length > 0 ? <ChooseLogo label={label} ground={ground} logos={known} onChoose={onChange} /> : null}
      </span>
      {refused ? (
        <span role="alert" className="react-aria-FieldError">
          {refused}
        </span>
      ) : null}
    </Group>
  );
}

function stateOf(isUploading: boolean, value: string | undefined): string {
  if (isUploading) return 'Uploading …';
  return value === undefined ? 'None' : 'Loading …';
}

function problemOf(value: string | undefined, asset: { error?: { message: string } | null } | null | undefined) {
  if (value === undefined || asset === undefined) return undefined;
  return asset === null ? 'It was deleted. Choose another.' : asset.error?.message;
}
