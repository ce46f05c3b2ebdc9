#pragma once

#include "base/messages/message.h"

// Errors of tables and what is read of them: see Error.
namespace twotower {

// What sentences call a role of a column.
using RoleUser = MessageOf<"role.user">;
using RoleItem = MessageOf<"role.item">;
using RoleTime = MessageOf<"role.time">;
using RoleOrder = MessageOf<"role.order">;
using RoleType = MessageOf<"role.type">;
using RoleSession = MessageOf<"role.session">;
using RoleVector = MessageOf<"role.vector">;

// What a column holds.
using IntegerValues = MessageOf<"values.integers">;
using NumberValues = MessageOf<"values.numbers">;
using TextValues = MessageOf<"values.texts">;
using ListValues = MessageOf<"values.lists">;
using TextListValues = MessageOf<"values.lists_of_texts">;
using SingleValues = MessageOf<"values.single", Said<"values">>;
using IdsThemselves = MessageOf<"values.ids">;

// Why a column has a role: see RoleFinding.
using ColumnByName = MessageOf<"column.by_name", Name<"column">>;
using ColumnOnlyId = MessageOf<"column.only_id", Name<"column">>;
using ColumnMainId = MessageOf<"column.main_id", Name<"column">>;
using ColumnOfTable = MessageOf<"column.of_table", Name<"column">, Name<"path">>;
using ColumnOrdersDays = MessageOf<"column.orders_days", Name<"column">, Name<"time">>;
using ColumnOfClicks = MessageOf<"column.clicks", Name<"column">>;
using ColumnOfEvents = MessageOf<"column.events", Name<"column">>;
using TimeColumnByName = MessageOf<"column.time_by_name", Name<"column">, Name<"unit">>;
using TimeColumnOnly = MessageOf<"column.only_time", Name<"column">, Name<"unit">>;
using TimeColumnUnread = MessageOf<"column.unread_time", Name<"column">>;
using TimeColumnVaries = MessageOf<"column.time_varies", Name<"column">, Names<"candidates">>;
using NoUserColumn = MessageOf<"column.no_user">;

// Files of tables.
using TablePathMissing = MessageOf<"file.unreadable.no_path", Name<"option">>;
using TableFileMissing = MessageOf<"file.unreadable.no_file", Name<"option">, Name<"path">>;
using TableFileNear =
    MessageOf<"file.unreadable.near_file", Name<"option">, Name<"path">, Name<"nearest">>;
using TablePatternUnlisted =
    MessageOf<"file.unreadable.pattern_folders", Name<"option">, Name<"path">>;
using TablePatternEmpty = MessageOf<"file.unreadable.no_match", Name<"option">, Name<"path">>;
using TableFolderEmpty = MessageOf<"file.unreadable.empty_folder", Name<"option">, Name<"path">>;
using TableFolderMixed = MessageOf<"data.wrong_format.mixed_folder", Name<"option">, Name<"path">,
                                   Name<"first">, Name<"second">, Name<"pattern">>;
using TableUnreadable = MessageOf<"file.unreadable.table", Name<"option">, Name<"path">,
                                  Name<"reason">, Name<"settings">>;
using TableColumnUnreadable = MessageOf<"file.unreadable.column", Name<"option">, Name<"path">,
                                        Name<"column">, Name<"reason">>;

// Tables that are written.
using TableUnwritable = MessageOf<"file.unwritable.table", Name<"path">, Name<"reason">>;
using TableEndingUnknown = MessageOf<"config.out_of_range.table_ending", Name<"path">>;
using TableListsInCsv = MessageOf<"config.out_of_range.lists_in_csv", Name<"path">, Name<"column">>;

// Encodings.
using TableNotUtf16 =
    MessageOf<"data.wrong_format.utf16", Name<"option">, Name<"path">, Name<"setting">>;
using TableIsArchive = MessageOf<"data.wrong_format.archive", Name<"option">, Name<"path">>;
using TableIsBinary = MessageOf<"data.wrong_format.binary", Name<"option">, Name<"path">>;
using AllowedEncoding = MessageOf<"allowed.encoding", Names<"names">>;
using EncodingAmbiguous = MessageOf<"data.ambiguous_encoding.two", Name<"option">, Name<"path">,
                                    Names<"encodings">, Name<"first">, Name<"second">>;
using EncodingUnknown = MessageOf<"data.ambiguous_encoding.none", Name<"option">, Name<"path">,
                                  Name<"setting">, Names<"encodings">>;
using EncodingsMixed = MessageOf<"data.ambiguous_encoding.mixed", Name<"option">, Name<"path">,
                                 Count<"line">, Count<"other_line">, Name<"encoding">>;

// Formats and headers.
using TableEmpty = MessageOf<"data.too_little.empty_file", Name<"option">, Name<"path">>;
using TableWithoutRows = MessageOf<"data.too_little.no_rows", Name<"option">, Name<"path">>;
using TableIsJsonList = MessageOf<"data.wrong_format.json_list", Name<"option">, Name<"path">>;
using TableWithoutObjects = MessageOf<"data.wrong_format.no_objects", Name<"option">, Name<"path">,
                                      Name<"example">, Name<"settings">>;
using ListsOrTable = MessageOf<"data.wrong_format.lists_or_table", Name<"option">, Name<"path">,
                               Count<"words">, Name<"settings">>;
using FirstLineUnreadable =
    MessageOf<"data.wrong_format.first_line", Name<"option">, Name<"path">, Name<"settings">>;
using ListsHeader = MessageOf<"config.out_of_range.lists_header", Name<"option">, Count<"columns">>;
using SeparatorUnusable =
    MessageOf<"config.out_of_range.separator", Name<"option">, Name<"separator">>;
using SeparatorIrreplaceable = MessageOf<"data.wrong_format.control_characters", Name<"option">,
                                         Name<"path">, Name<"settings">>;
using HeaderDuplicate = MessageOf<"data.wrong_format.duplicate_name", Name<"option">, Name<"path">,
                                  Name<"column">, Name<"settings">>;
using HeaderNotText =
    MessageOf<"data.wrong_format.header_encoding", Name<"option">, Name<"path">, Count<"column">,
              Name<"encoding">, Name<"setting">, Name<"settings">>;
using FolderNotText = MessageOf<"data.wrong_format.folder_encoding", Name<"option">, Name<"path">>;
using LineTooLong =
    MessageOf<"data.wrong_format.long_line", Name<"option">, Name<"path">, Count<"bytes">>;

// Columns of files.
using TableColumnMissing = MessageOf<"data.missing_column.none", Name<"option">, Name<"path">,
                                     Name<"column">, Names<"columns">>;
using TableColumnNear = MessageOf<"data.missing_column.near", Name<"option">, Name<"path">,
                                  Name<"column">, Name<"nearest">, Names<"columns">>;
using TableColumnType = MessageOf<"data.wrong_format.column_type", Name<"option">, Name<"path">,
                                  Name<"column">, Name<"type">>;
using TableColumnsDiffer = MessageOf<"data.wrong_format.column_of_files", Name<"option">,
                                     Name<"path">, Name<"column">, Name<"first">>;

// Rows that cannot be used.
using CellUnusable = MessageOf<"data.bad_row.cell", Name<"option">, Name<"path">, Count<"row">,
                               Name<"column">, Name<"value">, Said<"why">>;
using RowUneven =
    MessageOf<"data.bad_row.uneven", Name<"option">, Name<"path">, Count<"row">, Count<"columns">,
              Count<"expected">, Name<"text">, Name<"separator">, Name<"settings">>;
using RowNotText = MessageOf<"data.bad_row.encoding", Name<"option">, Name<"path">, Count<"row">,
                             Name<"column">, Name<"encoding">>;
using RowEndless = MessageOf<"data.bad_row.endless", Name<"option">, Name<"path">, Count<"row">>;
using LineNotUtf8 = MessageOf<"data.bad_row.line_encoding", Name<"option">, Name<"path">,
                              Count<"line">, Name<"encoding">>;
using OfOtherEncoding =
    MessageOf<"data.bad_row.other_encoding", Said<"problem">, Names<"encodings">, Name<"setting">>;
using LineWithoutItem =
    MessageOf<"data.bad_row.line_without_item", Name<"option">, Name<"path">, Count<"line">>;
using RowIsJsonList = MessageOf<"data.bad_row.json_list", Name<"example">>;
using RowNotObject = MessageOf<"data.bad_row.no_object", Name<"example">>;
using RowKeyDuplicate = MessageOf<"data.bad_row.duplicate_key", Name<"key">>;
using RowValueUnusable = MessageOf<"data.bad_row.value", Name<"column">, Said<"problem">>;
using ValueIsObject = MessageOf<"data.bad_row.value_is_object">;
using ValueIsSingle = MessageOf<"data.bad_row.value_is_single">;
using ValueIsList = MessageOf<"data.bad_row.value_is_list">;
using ValueNests = MessageOf<"data.bad_row.value_nests">;

// Why a cell cannot be used.
using IdNotInteger = MessageOf<"data.bad_row.no_integer">;
using IdMissing = MessageOf<"data.bad_row.no_id">;
using IdsMissing = MessageOf<"data.bad_row.no_ids", Count<"rows">, Share<"share">>;
using IdDuplicate = MessageOf<"data.duplicate_id.rows", Count<"row">, Name<"path">>;
using NumberInfinite = MessageOf<"data.not_finite.cell">;
using RowWithoutType = MessageOf<"data.bad_row.no_type", Name<"keep">>;
using NotATime = MessageOf<"data.bad_row.no_time">;
using TextTimeOutside = MessageOf<"data.time_unit.text">;
using NumberTimeOutside = MessageOf<"data.time_unit.number", SaidAll<"meanings">>;
using TimeOfSheet = MessageOf<"data.time_unit.spreadsheet", Name<"time">>;
using DateOrderUnknown =
    MessageOf<"data.time_unit.date_order", Name<"option">, Name<"path">, Name<"column">,
              Name<"value">, Name<"day_first">, Name<"month_first">>;
using DateOfOtherOrder = MessageOf<"data.bad_row.date_order", Name<"order">, Name<"decided_by">>;
using DayInUnit = MessageOf<"time.day_in_unit", Name<"day">, Name<"unit">>;
using NoYearInUnit = MessageOf<"time.no_year_in_unit", Name<"unit">>;

// Columns that cannot be what they are wanted for.
using RoleColumnMissing = MessageOf<"data.missing_column.role", Name<"option">, Name<"path">,
                                    Said<"role">, Name<"flag">, Names<"columns">>;
using RoleColumnAmbiguous = MessageOf<"data.ambiguous_column.role", Name<"option">, Name<"path">,
                                      Said<"role">, Names<"candidates">, Name<"flag">>;
using RoleInsideCells = MessageOf<"data.missing_column.in_cells", Name<"option">, Name<"path">,
                                  Said<"role">, Name<"flag">, Names<"columns">, Names<"crowded">>;
using SeveralIdsInCell = MessageOf<"data.wrong_format.several_ids", Name<"option">, Name<"path">,
                                   Name<"column">, Name<"value">, Name<"separator">>;
using IdsInJson = MessageOf<"data.wrong_format.ids_in_json", Name<"option">, Name<"path">,
                            Name<"column">, Name<"value">>;
using RowsWithoutUser = MessageOf<"data.bad_row.without_user", Name<"option">, Name<"path">,
                                  Name<"column">, Share<"rows">, Name<"session">, Name<"flag">>;
using IdsAreLists =
    MessageOf<"data.wrong_format.ids_are_lists", Name<"option">, Name<"path">, Name<"column">>;
using IdsAreNumbers =
    MessageOf<"data.wrong_format.ids_are_numbers", Name<"option">, Name<"path">, Name<"column">>;
using FixedIdsAreNumbers = MessageOf<"data.wrong_format.fixed_ids_are_numbers", Name<"option">,
                                     Name<"path">, Name<"column">>;
using OrderUnusable = MessageOf<"data.wrong_format.order", Name<"option">, Name<"path">,
                                Name<"column">, Said<"values">>;
using TimeUnitUnfit = MessageOf<"data.time_unit.column", Name<"option">, Name<"path">,
                                Name<"column">, Said<"values">, Name<"unit">>;
using TimesAreLists =
    MessageOf<"data.time_unit.lists", Name<"option">, Name<"path">, Name<"column">>;
using IdsUnjoinable = MessageOf<"data.unjoinable.ids", Name<"option">, Said<"values">, Name<"id">,
                                Said<"their_values">, Name<"their_id">, Name<"flag">>;
using IdsSpelledOtherwise =
    MessageOf<"data.unjoinable.spelling", Name<"option">, Name<"id">, Name<"their_id">>;
using TableOfOtherSide = MessageOf<"data.unjoinable.other_side", Name<"option">, Name<"path">,
                                   Name<"column">, Name<"their_column">, Said<"role">, Name<"fix">>;
using LogAsTable = MessageOf<"data.duplicate_id.log_as_table", Name<"option">, Name<"path">,
                             Name<"users">, Name<"items">, Name<"flag">>;
using TablesSwapped = MessageOf<"data.missing_column.swapped", Name<"option">, Name<"path">,
                                Name<"log">, Name<"flag">>;

// Interactions.
using EventTypeUnweighed = MessageOf<"config.unknown_name.event_type", Name<"key">, Name<"path">,
                                     Name<"column">, Name<"type">>;
using EventTypesNumbered = MessageOf<"data.wrong_format.numbered_types", Name<"option">,
                                     Name<"path">, Name<"column">, Names<"types">, Name<"fix">>;
using ImpressionWeighed =
    MessageOf<"config.out_of_range.impression_weight", Name<"key">, Number<"weight">>;
using EventTypeRows =
    MessageOf<"data.event_type_rows", Name<"type">, Number<"weight">, Count<"rows">>;
using TooFewInteractions =
    MessageOf<"data.too_little.interactions", Name<"path">, Count<"interactions">,
              Count<"sequences">, Count<"items">, Count<"min_interactions">, Count<"min_sequences">,
              Count<"min_items">>;
using TooFewOfTypes =
    MessageOf<"data.too_little.interactions_of_types", Name<"path">, Count<"interactions">,
              Count<"sequences">, Count<"items">, SaidAll<"types">, Count<"min_interactions">,
              Count<"min_sequences">, Count<"min_items">>;
using NoRowsKept = MessageOf<"data.too_little.none_kept", Name<"path">, Count<"rows">>;
using OptionWithoutTimes = MessageOf<"data.missing_column.times", Name<"option">>;
using LogOfSessions = MessageOf<"config.conflict.log_of_sessions", Name<"option">>;

// Splits.
using LeaveOneOutWithoutOrder = MessageOf<"split.time_missing.order">;
using TimeSplitWithoutTimes = MessageOf<"split.time_missing.none", Name<"instead">>;
using TimeSplitLacksTimes = MessageOf<"split.time_missing.some", Name<"instead">>;
using TargetTypeUnknown =
    MessageOf<"config.unknown_name.target_type", Name<"path">, Name<"type">, Names<"types">>;
using TargetTypesUntyped = MessageOf<"data.missing_column.target_types", Name<"path">>;
using ColdItemsOfBundle = MessageOf<"config.conflict.cold_items_of_bundle">;
using TrainingPartEmpty = MessageOf<"data.too_little.training_part", Count<"rows">>;
using TestPartEmpty = MessageOf<"data.too_little.test_part", Count<"rows">>;

// Tables of vectors.
using VectorColumnMissing =
    MessageOf<"data.missing_column.vector", Name<"option">, Name<"path">, Names<"columns">>;
using ColumnNotVectors = MessageOf<"data.wrong_format.vectors", Name<"option">, Name<"path">,
                                   Name<"column">, Said<"values">>;
using TextNotVector = MessageOf<"data.bad_row.no_vector", Name<"separator">>;
using RowVectorMissing = MessageOf<"data.bad_row.vector_missing">;
using RowVectorLength = MessageOf<"data.bad_row.vector_length", Count<"numbers">, Count<"first">>;
using RowVectorGap = MessageOf<"data.not_finite.vector_missing", Count<"place">, Count<"numbers">>;
using RowVectorInfinite = MessageOf<"data.not_finite.vector", Count<"place">, Count<"numbers">>;
using RowVectorTooLarge = MessageOf<"data.bad_row.vector_number", Count<"place">, Count<"numbers">,
                                    Number<"number">, Number<"max">>;

using DataErrors = MessageList<
    RoleUser, RoleItem, RoleTime, RoleOrder, RoleType, RoleSession, RoleVector, IntegerValues,
    NumberValues, TextValues, ListValues, TextListValues, SingleValues, IdsThemselves, ColumnByName,
    ColumnOnlyId, ColumnMainId, ColumnOfTable, ColumnOrdersDays, ColumnOfClicks, ColumnOfEvents,
    TimeColumnByName, TimeColumnOnly, TimeColumnUnread, TimeColumnVaries, NoUserColumn,
    TablePathMissing, TableFileMissing, TableFileNear, TablePatternUnlisted, TablePatternEmpty,
    TableFolderEmpty, TableFolderMixed, TableUnreadable, TableColumnUnreadable, TableUnwritable,
    TableEndingUnknown, TableListsInCsv, TableNotUtf16, TableIsArchive, TableIsBinary,
    AllowedEncoding, EncodingAmbiguous, EncodingUnknown, EncodingsMixed, TableEmpty,
    TableWithoutRows, TableIsJsonList, TableWithoutObjects, ListsOrTable, FirstLineUnreadable,
    ListsHeader, SeparatorUnusable, SeparatorIrreplaceable, HeaderDuplicate, HeaderNotText,
    FolderNotText, LineTooLong, TableColumnMissing, TableColumnNear, TableColumnType,
    TableColumnsDiffer, CellUnusable, RowUneven, RowNotText, RowEndless, LineNotUtf8,
    OfOtherEncoding, LineWithoutItem, RowIsJsonList, RowNotObject, RowKeyDuplicate,
    RowValueUnusable, ValueIsObject, ValueIsSingle, ValueIsList, ValueNests, IdNotInteger,
    IdMissing, IdsMissing, IdDuplicate, NumberInfinite, RowWithoutType, NotATime, TextTimeOutside,
    NumberTimeOutside, TimeOfSheet, DateOrderUnknown, DateOfOtherOrder, DayInUnit, NoYearInUnit,
    RoleColumnMissing, RoleColumnAmbiguous, RoleInsideCells, SeveralIdsInCell, IdsInJson,
    RowsWithoutUser, IdsAreLists, IdsAreNumbers, FixedIdsAreNumbers, OrderUnusable, TimeUnitUnfit,
    TimesAreLists, IdsUnjoinable, IdsSpelledOtherwise, TableOfOtherSide, LogAsTable, TablesSwapped,
    EventTypeUnweighed, EventTypesNumbered, ImpressionWeighed, EventTypeRows, TooFewInteractions,
    TooFewOfTypes, NoRowsKept, OptionWithoutTimes, LogOfSessions, LeaveOneOutWithoutOrder,
    TimeSplitWithoutTimes, TimeSplitLacksTimes, TargetTypeUnknown, TargetTypesUntyped,
    ColdItemsOfBundle, TrainingPartEmpty, TestPartEmpty, VectorColumnMissing, ColumnNotVectors,
    TextNotVector, RowVectorMissing, RowVectorLength, RowVectorGap, RowVectorInfinite,
    RowVectorTooLarge>;

}  // namespace twotower
