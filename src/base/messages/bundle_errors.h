#pragma once

#include "base/messages/message.h"

// Errors of bundles: see Error.
namespace twotower {

// What is wrong with a folder, or a file in it.
using BundleMissing = MessageOf<"file.unreadable.bundle", Name<"path">>;
using BundleIsAFile = MessageOf<"bundle.corrupt.is_file">;
using BundleWithoutManifest = MessageOf<"bundle.corrupt.no_manifest">;
using BundleFileMissing = MessageOf<"bundle.corrupt.file_missing">;
using BundleFileNotAFile = MessageOf<"bundle.corrupt.not_file">;
using BundleFileSize = MessageOf<"bundle.corrupt.file_size", Count<"bytes">, Count<"expected">>;
using BundleFileUnnamed = MessageOf<"bundle.corrupt.file_unnamed">;
using BundleFileChanges = MessageOf<"bundle.corrupt.file_changes">;
using BundleBlockDamaged = MessageOf<"bundle.corrupt.block", Count<"begin">, Count<"end">>;
using BundleReplaced = MessageOf<"bundle.corrupt.replaced">;
using ManifestTooLarge = MessageOf<"bundle.corrupt.manifest_size", Count<"bytes">, Count<"max">>;
using ManifestUnwritable =
    MessageOf<"file.unwritable.manifest", Name<"path">, Count<"bytes">, Count<"max">>;

// What a manifest says.
using ManifestWithoutFormat = MessageOf<"bundle.corrupt.no_format">;
using ManifestFormatWrong = MessageOf<"bundle.corrupt.format", Count<"format">>;
using ManifestNewer = MessageOf<"bundle.newer.format", Name<"path">, Count<"format">, Count<"max">>;
using ManifestOlder =
    MessageOf<"bundle.older.format", Name<"path">, Count<"format">, Count<"readable">>;
using ManifestChanged = MessageOf<"bundle.corrupt.manifest_changed">;
using ManifestKeyWrong = MessageOf<"bundle.corrupt.manifest_key", Name<"key">>;
using BundleConfigLacks = MessageOf<"bundle.corrupt.config_lacks", Name<"key">>;
using BundleRuleOpen = MessageOf<"bundle.corrupt.rule_open", Name<"path">>;

// Parts that do not fit one another.
using IndexSizeWrong = MessageOf<"bundle.corrupt.index_size", Count<"vectors">, Count<"items">>;
using IndexOfOtherTowers = MessageOf<"bundle.corrupt.index_towers">;
using IdTypesDiffer = MessageOf<"bundle.corrupt.id_types">;
using ShownColumnMissing = MessageOf<"bundle.corrupt.shown_column", Name<"column">>;
using HistoriesWrong = MessageOf<"bundle.corrupt.histories">;

// Caps.
using NoSuchItemColumn = MessageOf<"config.unknown_name.item_column", Said<"fix">>;

// Items that are added.
using NewItemsMissing = MessageOf<"data.too_little.new_items">;
using NewItemIdsMissing = MessageOf<"request.wrong_feature.item_ids_missing">;
using NewItemIdIsAList = MessageOf<"request.wrong_feature.item_id_list">;
using NewItemIdEmpty = MessageOf<"request.wrong_feature.item_id_empty", Count<"row">>;
using NewItemIdNotInteger = MessageOf<"request.wrong_feature.item_id_not_integer", Name<"id">>;
using NewItemIdDuplicate = MessageOf<"data.duplicate_id.new_item", Name<"id">>;
using NewItemColumnWrong =
    MessageOf<"request.wrong_feature.item_column", Name<"column">, Said<"problem">>;
using ColumnBecomesList = MessageOf<"item_column.list">;
using ColumnBecomesSingle = MessageOf<"item_column.single">;
using ColumnInexact = MessageOf<"item_column.inexact", Count<"integer">>;
using TextAmongIntegers = MessageOf<"item_column.text_among_integers", Name<"text">>;
using TextAmongNumbers = MessageOf<"item_column.text_among_numbers", Name<"text">>;

using BundleErrors = MessageList<
    BundleMissing, BundleIsAFile, BundleWithoutManifest, BundleFileMissing, BundleFileNotAFile,
    BundleFileSize, BundleFileUnnamed, BundleFileChanges, BundleBlockDamaged, BundleReplaced,
    ManifestTooLarge, ManifestUnwritable, ManifestWithoutFormat, ManifestFormatWrong, ManifestNewer,
    ManifestOlder, ManifestChanged, ManifestKeyWrong, BundleConfigLacks, BundleRuleOpen,
    IndexSizeWrong, IndexOfOtherTowers, IdTypesDiffer, ShownColumnMissing, HistoriesWrong,
    NoSuchItemColumn, NewItemsMissing, NewItemIdsMissing, NewItemIdIsAList, NewItemIdEmpty,
    NewItemIdNotInteger, NewItemIdDuplicate, NewItemColumnWrong, ColumnBecomesList,
    ColumnBecomesSingle, ColumnInexact, TextAmongIntegers, TextAmongNumbers>;

}  // namespace twotower
