#pragma once

#include "base/messages/message.h"

// What commands say that neither train nor answer.
namespace twotower {

using LabelWrote = MessageOf<"label.wrote">;
using LabelLeftOut = MessageOf<"label.left_out">;

// items add.
using ItemsAdded =
    MessageOf<"items.added", Name<"path">, Count<"added">, Count<"replaced">, Count<"items">>;
using ItemsGeneration = MessageOf<"items.generation", Name<"generation">, Name<"parent">>;
using ItemsWithoutValues = MessageOf<"items.without_values", Count<"items">, Names<"columns">>;
using ItemsByIdAlone = MessageOf<"items.by_id_alone", Count<"items">>;
using ItemsLackColumns =
    MessageOf<"items.lack_columns", Name<"path">, Names<"columns">, Count<"replaced">>;
using ItemsNearlyKnown = MessageOf<"items.nearly_known", Count<"items">, Name<"id">, Name<"known">>;

// index build.
using IndexWritten = MessageOf<"index.written", Name<"path">, Count<"items">, Count<"dim">,
                               Name<"column">, Name<"similarity">>;
using IndexGeneration = MessageOf<"index.generation", Name<"generation">, Name<"model">>;
using IndexColumns = MessageOf<"index.columns", Names<"columns">>;
using IndexLeftOut = MessageOf<"index.left_out", Names<"columns">>;
using IndexItemsWithoutRow = MessageOf<"index.items_without_row", Count<"items">>;
using IndexZeroVectors = MessageOf<"index.zero_vectors", Count<"vectors">>;

// export-log, backup, restore.
using LogExported = MessageOf<"log.exported", Name<"folder">, Count<"events">, Count<"files">,
                              Count<"position">, Name<"log">>;
using LogTrainedOn = MessageOf<"log.trained_on", Name<"command">>;
using LogTimesLeftOut = MessageOf<"log.times_left_out", Count<"events">>;
using LogNamesLeftOut = MessageOf<"log.names_left_out", Count<"names">, Name<"example">>;
using BackedUp = MessageOf<"backup.written", Name<"path">, Count<"position">>;
using StateRestored = MessageOf<"backup.restored", Name<"path">>;
using StateServed = MessageOf<"backup.served", Name<"command">>;
using GenerationLeftOut = MessageOf<"backup.generation_left_out", Said<"problem">>;

// size. `requests` a second and core.
using LabelTraining = MessageOf<"label.training">;
using LabelMachines = MessageOf<"label.machines">;
using SizeOfTraining = MessageOf<"size.training", Bytes<"memory">, Said<"duration">,
                                 Count<"threads">, Count<"epochs">>;
using SizeOfPlannedTraining = MessageOf<"size.training_planned", Bytes<"memory">>;
using SizeOfBundle = MessageOf<"size.bundle", Bytes<"disk">>;
using SizeOfServing = MessageOf<"size.serving", Bytes<"memory">, Number<"requests">>;
using SizeInMachines = MessageOf<"size.machines", Count<"machines">, Count<"cores">, Number<"qps">>;

// generate, serve.
using WorldWritten = MessageOf<"world.written", Name<"folder">, Count<"users">, Count<"items">,
                               Count<"interactions">>;
using LabelTruth = MessageOf<"label.truth">;
using WorldTruth = MessageOf<"world.truth", Share<"knowing">, Share<"guessing">>;
using LabelServing = MessageOf<"label.serving">;

using CommandWords =
    MessageList<LabelWrote, LabelLeftOut, ItemsAdded, ItemsGeneration, ItemsWithoutValues,
                ItemsByIdAlone, ItemsLackColumns, ItemsNearlyKnown, IndexWritten, IndexGeneration,
                IndexColumns, IndexLeftOut, IndexItemsWithoutRow, IndexZeroVectors, LogExported,
                LogTrainedOn, LogTimesLeftOut, LogNamesLeftOut, BackedUp, StateRestored,
                StateServed, GenerationLeftOut, LabelTraining, LabelMachines, SizeOfTraining,
                SizeOfPlannedTraining, SizeOfBundle, SizeOfServing, SizeInMachines, WorldWritten,
                LabelTruth, WorldTruth, LabelServing>;

}  // namespace twotower
