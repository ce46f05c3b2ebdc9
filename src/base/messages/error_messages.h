#pragma once

#include "base/messages/message.h"

// How errors are put together: see Error.
namespace twotower {

// The place of what is wrong, before what an error says of it.
using ErrorAt = MessageOf<"error.at", Name<"place">, Said<"problem">>;
// A problem that begins with a path in what lies below this one.
using ErrorBelow = MessageOf<"error.below", Name<"path">, Said<"problem">>;

// A file of a bundle.
using FileDamaged = MessageOf<"bundle.file_damaged", Name<"path">, Said<"problem">>;
using ModelFileDamaged = MessageOf<"bundle.model_file_damaged", Name<"path">, Said<"problem">>;
using ColumnDamaged =
    MessageOf<"bundle.column_damaged", Name<"path">, Name<"column">, Said<"problem">>;
using HeaderUnreadable = MessageOf<"bundle.header_unreadable", Said<"problem">>;
using FeatureStateUnreadable = MessageOf<"bundle.feature_state_unreadable", Said<"problem">>;

// What was found before.
using ErrorFound = MessageOf<"error.found", Said<"problem">, Name<"key">, Said<"finding">>;

// Where a bundle may lie instead.
using BundleThere = MessageOf<"bundle.there", Said<"problem">, Name<"path">>;
using BundleNear = MessageOf<"bundle.near", Said<"problem">, Name<"path">>;

// JSON on a command line.
using WriteJson = MessageOf<"json.write", Said<"problem">, Name<"flag">, Name<"text">>;
using WriteJsonAs = MessageOf<"json.write_as", Said<"problem">, Name<"flag">, Name<"text">>;

// Rows of tables.
using RowUnusable =
    MessageOf<"data.row_unusable", Name<"option">, Name<"path">, Count<"row">, Said<"problem">>;
using BadRowAdvice = MessageOf<"data.bad_row_advice", Said<"problem">, Name<"option">>;
using ManyBadRowsAdvice = MessageOf<"data.many_bad_rows_advice", Said<"problem">, Name<"setting">>;
using TooManyBadRows =
    MessageOf<"data.too_many_bad_rows", Name<"option">, Count<"max">, Said<"first">>;

// Rules, generations and golden users.
using RulesDoNotFit = MessageOf<"serve.rules_do_not_fit", Said<"problem">>;
using RecordUnreadable = MessageOf<"store.record_unreadable", Said<"problem">>;
using StateOfServer = MessageOf<"store.state_of_server", Name<"path">>;

using ErrorMessages =
    MessageList<ErrorAt, ErrorBelow, FileDamaged, ModelFileDamaged, ColumnDamaged, HeaderUnreadable,
                FeatureStateUnreadable, ErrorFound, BundleThere, BundleNear, WriteJson, WriteJsonAs,
                RowUnusable, BadRowAdvice, ManyBadRowsAdvice, TooManyBadRows, RulesDoNotFit,
                RecordUnreadable, StateOfServer>;

}  // namespace twotower
