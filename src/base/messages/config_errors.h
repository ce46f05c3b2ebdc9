#pragma once

#include "base/messages/message.h"

// Errors of configs and what prepares data: see Error.
namespace twotower {

// Files and flags.
using ConfigNotAMap = MessageOf<"data.wrong_format.not_config", Name<"path">>;
using ConfigForTable = MessageOf<"data.wrong_format.config", Name<"flag">, Name<"path">>;
using FileForColumn =
    MessageOf<"config.out_of_range.file_for_column", Name<"flag">, Name<"path">, Name<"other">>;
using ConfigTooLarge = MessageOf<"config.syntax.size", Name<"path">, Count<"bytes">, Count<"max">>;
using OverrideWithoutValue = MessageOf<"config.syntax.override", Name<"text">>;

// YAML. The place is a source and a line.
using YamlSyntax = MessageOf<"config.syntax.at", Name<"place">, Said<"reason">>;
using YamlTooDeep = MessageOf<"config.syntax.too_deep", Count<"levels">, Count<"values">>;
using YamlTextTooLong = MessageOf<"config.syntax.too_long", Count<"mebibytes">>;

// Texts of a config.
using ConfigZeroByte = MessageOf<"config.syntax.zero_byte", Said<"place">>;
using ConfigNotUtf8 = MessageOf<"config.syntax.utf8", Said<"place">>;
using ConfigPath = MessageOf<"config.path", Name<"path">>;
using ConfigKey = MessageOf<"config.key">;

// Options that do not go together.
using FeatureOnAndOff = MessageOf<"config.conflict.feature_off", Name<"path">>;
using NoFeatureToSwitchOff = MessageOf<"config.unknown_name.feature", Name<"path">, Said<"fix">>;
using NoFeatureToChange =
    MessageOf<"config.unknown_name.feature_to_change", Name<"path">, Said<"fix">>;
using ColumnWithoutTimes =
    MessageOf<"data.time_unit.no_times", Name<"option">, Name<"column">, Name<"flag">>;
using SplitNotOfKind = MessageOf<"config.conflict.split_not_of_kind", Name<"key">, Name<"kind">>;
using FeatureElsewhere = MessageOf<"config.feature_elsewhere", Name<"path">>;
using VectorMustBeGiven = MessageOf<"config.conflict.vector_refused", Name<"path">>;
using NegativesHaveNone = MessageOf<"config.conflict.no_negatives">;
using NegativesShownTwice = MessageOf<"config.conflict.negatives_shown">;
using ShownColumnDuplicate = MessageOf<"config.conflict.shown_duplicate", Name<"column">>;
using SimilarityUntrainable = MessageOf<"config.conflict.similarity">;

// Histories that the data does not allow.
using HistoryWithoutOrder = MessageOf<"config.conflict.history_order", Name<"path">>;
using HistoryWithoutTypes = MessageOf<"config.conflict.history_types", Name<"path">>;
using HistoryWithoutTimes = MessageOf<"config.conflict.history_times", Name<"path">>;
using HistoryReadsEvent =
    MessageOf<"config.conflict.history_reads_event", Name<"path">, Name<"column">>;
using HistoryReadsMoment = MessageOf<"config.conflict.history_reads_moment", Name<"path">>;
using HistoryWithoutSteps = MessageOf<"config.conflict.history_empty", Name<"path">, Count<"rows">>;

// Data that leaves nothing to test, and what was found in it.
using NothingLater =
    MessageOf<"data.too_little.nothing_later", Name<"log">, Count<"rows">, Name<"until">>;
using NoTestTarget = MessageOf<"data.too_little.no_target">;
using AllTestTargetsKnown = MessageOf<"data.too_little.targets_known", Count<"targets">>;

// Made-up data.
using WorldFolderUnwritable =
    MessageOf<"file.unwritable.world_folder", Name<"path">, Name<"reason">>;

using ConfigErrors =
    MessageList<ConfigNotAMap, ConfigForTable, FileForColumn, ConfigTooLarge, OverrideWithoutValue,
                YamlSyntax, YamlTooDeep, YamlTextTooLong, ConfigZeroByte, ConfigNotUtf8, ConfigPath,
                ConfigKey, FeatureOnAndOff, NoFeatureToSwitchOff, NoFeatureToChange,
                ColumnWithoutTimes, SplitNotOfKind, FeatureElsewhere, VectorMustBeGiven,
                NegativesHaveNone, NegativesShownTwice, ShownColumnDuplicate, SimilarityUntrainable,
                HistoryWithoutOrder, HistoryWithoutTypes, HistoryWithoutTimes, HistoryReadsEvent,
                HistoryReadsMoment, HistoryWithoutSteps, NothingLater, NoTestTarget,
                AllTestTargetsKnown, WorldFolderUnwritable>;

}  // namespace twotower
