#pragma once

#include "base/messages/message.h"

// Errors of the state folder: see Error.
namespace twotower {

// The folder and its small files.
using StateFileDamaged = MessageOf<"store.corrupt.file", Name<"path">>;
using StateFolderForeign =
    MessageOf<"store.corrupt.foreign_folder", Name<"path">, Name<"found">, Name<"file">>;
using StateFolderMissing = MessageOf<"file.unreadable.state_folder", Name<"path">, Name<"file">>;
using StateFormatOlder =
    MessageOf<"store.corrupt.older_format", Name<"path">, Count<"format">, Count<"newest">>;
using StateFormatUnknown = MessageOf<"store.corrupt.unknown_format", Name<"path">, Count<"format">>;
using StateFormatNewer =
    MessageOf<"store.newer.format", Name<"path">, Count<"format">, Count<"newest">>;
using StateFolderLocked = MessageOf<"store.locked.folder", Name<"path">>;
using BackupIncomplete = MessageOf<"store.corrupt.backup", Name<"path">, Name<"file">>;
using AuditUnreadable = MessageOf<"file.unreadable.audit", Name<"path">>;
using TemporaryFolderUnusable = MessageOf<"file.unwritable.temporary_folder", Name<"reason">>;

// The database in it.
using StateDiskFull = MessageOf<"store.full.disk", Name<"folder">>;
using StateDiskUsed = MessageOf<"store.full.share", Share<"used">, Name<"folder">,
                                WholeShare<"max">, WholeShare<"resume">>;
using DatabaseBusy = MessageOf<"store.failed.busy", Name<"folder">>;
using DatabaseChanging = MessageOf<"store.failed.changing", Name<"folder">>;
using DatabaseFailed = MessageOf<"store.failed.database", Name<"folder">, Name<"reason">>;
using DatabaseCorrupt = MessageOf<"store.corrupt.database", Name<"folder">, Name<"reason">>;
using WritesLost =
    MessageOf<"store.lost_writes.events", Name<"folder">, Count<"last">, Count<"acknowledged">>;

// What of the database cannot be read.
using DatabaseUnreadable = MessageOf<"store.corrupt.unreadable", Name<"folder">, Said<"what">>;
using StoredEntry = MessageOf<"store.corrupt.part_entry", Name<"key">>;
using StoredEvent = MessageOf<"store.corrupt.part_event">;
using StoredEventId = MessageOf<"store.corrupt.part_event_id">;
using StoredChange = MessageOf<"store.corrupt.part_change">;
using StoredItemRecord = MessageOf<"store.corrupt.part_item">;
using StoredItemPlace = MessageOf<"store.corrupt.part_item_place">;
using StoredUserFeatures = MessageOf<"store.corrupt.part_user_features">;
using StoredAlias = MessageOf<"store.corrupt.part_alias">;
using StoredMove = MessageOf<"store.corrupt.part_move">;
using StoredErasure = MessageOf<"store.corrupt.part_erasure">;

// Writes that are refused.
using WritesWait = MessageOf<"serve.busy.writes", Count<"events">>;
using UserStillErased = MessageOf<"serve.busy.erased_user">;
using UserMergedAlready = MessageOf<"request.conflict.merged_already", Name<"user">, Name<"into">>;
using EntityThere = MessageOf<"request.precondition.is_there", Name<"tag">>;
using EntityMissing = MessageOf<"request.precondition.is_missing">;
using EntityChanged = MessageOf<"request.precondition.changed", Names<"tags">, Name<"tag">>;

using StoreErrors = MessageList<
    StateFileDamaged, StateFolderForeign, StateFolderMissing, StateFormatOlder, StateFormatUnknown,
    StateFormatNewer, StateFolderLocked, BackupIncomplete, AuditUnreadable, TemporaryFolderUnusable,
    StateDiskFull, StateDiskUsed, DatabaseBusy, DatabaseChanging, DatabaseFailed, DatabaseCorrupt,
    WritesLost, DatabaseUnreadable, StoredEntry, StoredEvent, StoredEventId, StoredChange,
    StoredItemRecord, StoredItemPlace, StoredUserFeatures, StoredAlias, StoredMove, StoredErasure,
    WritesWait, UserStillErased, UserMergedAlready, EntityThere, EntityMissing, EntityChanged>;

}  // namespace twotower
