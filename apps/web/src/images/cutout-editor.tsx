import type { WholeAsset } from '@proofsheet/client';
import { useEffect, useState } from 'react';
import { Button } from '../controls/button.tsx';
import { Failure } from '../controls/failure.tsx';
import { Switch } from '../controls/switch.tsx';
import { inWords } from '../server/client.ts';
import type { Brush } from './brush.ts';
import { BRUSH_SIZES, BrushTools, type Tool } from './brush-tools.tsx';
import { CutoutStage } from './cutout-stage.tsx';
import { type Ground, GroundChoice } from './ground-choice.tsx';
import { LeaveQuestion } from './leave-question.tsx';
import { useCutout } from './use-cutout.ts';

/** The cut-out on any ground, switched off, and drawn by hand. */
export function CutoutEditor({ asset }: { readonly asset: WholeAsset }) {
  const { photo, mask, error, state, saving, resetting, switching } = useCutout(asset);
  const [ground, setGround] = useState<Ground>('squares');
  const [tool, setTool] = useState<Tool>('add');
  const [brush, setBrush] = useState<Brush>({ adds: true, size: 60, softness: 0.3 });
  const [showsRest, setShowsRest] = useState(true);
  const change = (changed: Partial<Brush>) => {
    const size = Math.min(BRUSH_SIZES.most, Math.max(BRUSH_SIZES.least, changed.size ?? brush.size));
    setBrush({ ...brush, ...changed, size });
    if (changed.adds !== undefined) setTool(changed.adds ? 'add' : 'remove');
  };
  useUndoKeys(mask);
  if (error) return <Failure error={error} />;
  if (!photo || !mask) return <div className="stage loading" role="status" aria-label="Loading the cut-out" />;
  const isOff = asset.correction.cutout === false;
  const failed = saving.error ?? resetting.error ?? switching.error;
  return (
    <div className="editor">
      <CutoutStage
        photo={photo}
        mask={mask}
        brush={brush}
        moves={tool === 'move'}
        showsRest={showsRest}
        className={ground === 'squares' ? 'stage see-through' : 'stage'}
        ground={ground === 'squares' ? undefined : ground}
        onBrush={change}
      />
      <div className="editor-tools">
        {hasCutout(asset) ? (
          <Switch isSelected={!isOff} isDisabled={switching.isPending} onChange={(on) => switching.mutate(on)}>
            Use the cut-out
          </Switch>
        ) : (
          <p className="note">No cut-out was found that is good enough: pictures show the whole photograph, framed.</p>
        )}
        {isOff ? <p className="note">Pictures show the whole photograph, framed.</p> : null}
        <GroundChoice ground={ground} onChange={setGround} />
        {asset.analysis?.hasAlpha ? (
          <p className="note">
            It was uploaded with a see-through ground, which is its cut-out. Change it in the file.
          </p>
        ) : (
          <>
            <BrushTools
              mask={mask}
              state={state}
              tool={tool}
              brush={brush}
              showsRest={showsRest}
              onTool={(next) => {
                setTool(next);
                if (next !== 'move') setBrush({ ...brush, adds: next === 'add' });
              }}
              onBrush={change}
              onShowsRest={setShowsRest}
            />
            {failed ? <p role="alert">{inWords(failed)}</p> : null}
            <div className="actions">
              <Button
                look="main"
                isDisabled={!state.isChanged}
                isBusy={saving.isPending}
                onPress={() => saving.mutate()}
              >
                {saving.isPending ? 'Saving …' : 'Save the cut-out'}
              </Button>
              {asset.correction.mask ? (
                <Button isBusy={resetting.isPending} onPress={() => resetting.mutate()}>
                  Back to automatic
                </Button>
              ) : null}
            </div>
            <p className="note" role="status">
              {state.isChanged
                ? 'Not saved yet.'
                : asset.correction.mask
                  ? 'Drawn by hand. It stays when the image is analysed again.'
                  : hasCutout(asset)
                    ? 'Found by itself. Draw over what is wrong.'
                    : 'Draw over what is to be cut out, if you want it so.'}
            </p>
          </>
        )}
      </div>
      <LeaveQuestion isChanged={state.isChanged} />
    </div>
  );
}

/** One that pictures are made with. What was found and is not good enough is none. */
function hasCutout({ analysis, correction }: WholeAsset): boolean {
  return Boolean(correction.mask || analysis?.hasAlpha || analysis?.cutout?.usable);
}

function useUndoKeys(mask: { undo(): void; redo(): void } | undefined): void {
  useEffect(() => {
    const press = (event: KeyboardEvent) => {
      const typing = event.target instanceof HTMLInputElement && event.target.type === 'text';
      if (!mask || typing || !(event.ctrlKey || event.metaKey) || event.key.toLowerCase() !== 'z') return;
      event.preventDefault();
      if (event.shiftKey) mask.redo();
      else mask.undo();
    };
    document.addEventListener('keydown', press);
    return () => document.removeEventListener('keydown', press);
  }, [mask]);
}
