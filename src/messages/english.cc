#include "messages/catalog.h"

namespace twotower {
namespace {

constexpr std::array kEnglish = {
    // Checks of the data.
    say_as<HeavyUsersKept>("{users} users make {share} of all events (bots?): kept: {names}"),
    say_as<HeavyUsersLeftOut>(
        "{users} users make {share} of all events (bots?): left out: {names}"),
    say_as<UnjoinableUsers>(
        "{rows} of rows name one of {missing} users missing from the table: kept, by id only"),
    say_as<UnjoinableItems>(
        "{rows} of rows name one of {missing} items missing from the table: kept, by id only"),
    say_as<UnusedUsers>("{unused} of {all} users never occur in the interactions"),
    say_as<UnusedItems>("{unused} of {all} items never occur in the interactions"),
    say_as<SameTimeByFile>("{rows} of rows share their time with another of the same user or "
                           "session: their order is that of the file"),
    say_as<SameTimeByColumn>("{rows} of rows share their time with another of the same user or "
                             "session: the order column decides"),
    say_as<DuplicateRows>("{rows} of rows repeat another in user, item and time: kept"),
    say_as<OneMoment>("{rows} of rows have one and the same time: a default value?"),
    say_as<FarTimes>("less than 1 % of the rows lie farther from the others in time than those "
                     "from one another: wrong clocks?"),
    say_as<RowsBehind>("{rows} rows ({share}) lie a day or more behind rows above them, in a file "
                       "that is in the order of time: late arrivals, or times that were shifted"),
    say_as<LoggedTwice>("{rows} of the rows repeat the same user's row of the same item within 10 "
                        "seconds: logged twice?"),
    say_as<TestLoggedTwice>("{test} of the test rows stand in the history that they are asked "
                            "from, not 10 seconds before; {rows} of the rows repeat the same "
                            "user's row of the same item within 10 seconds: logged twice?"),
    say_as<TestRowsInTraining>("{test} of the test rows stand in training, too (equal user, item "
                               "and time); {training} of the training rows have such a twin"),
    say_as<UntimedTestRowsInTraining>("{test} of the test rows stand in training, too (equal user, "
                                      "item); {training} of the training rows have such a twin"),
    say_as<TestMomentsShared>("{test} of the test rows have a twin of the same item and time, "
                              "{validation} of the validation rows"),
    say_as<TestRunsCopied>("{test} of the test rows end a run of {length} rows that stands in "
                           "training, too, {validation} of the validation rows"),
    say_as<TestRowsShifted>(
        "{test} of the test rows lie at one and the same distance behind their user's training row "
        "of the same item, {validation} of the validation rows"),
    say_as<TestItemsKnown>("{test} of the test rows name an item that their user took in training, "
                           "{validation} of the validation rows"),
    say_as<CopiedUsers>("{share} of the users or sessions of {items} different items or more have "
                        "the history of another, from its start on"),
    say_as<TellsItem>("belongs to the item: it has one value in {rows} of the rows of an item, so "
                      "a request that knew it would know the answer"),
    say_as<LaterThanRow>("is later than its row in {rows} of the rows, and {beyond} of {at_end} "
                         "rows shortly before the end of the data name a time beyond it"),
    say_as<LaterTimesOfUsers>(
        "{times} of its times, of users that training knows, lie in the test's period"),
    say_as<LaterTimesOfItems>(
        "{times} of its times, of items that training knows, lie in the test's period"),
    say_as<KnowsTotals>("follows the {total} by {explained}, what is known at its row by {past}"),
    say_as<KnowsTestTotals>(
        "follows the {total} by {explained}, what is known before the test by {past}"),
    say_as<NamesNextRow>(
        "names the {property} of the next row of the {group}, and not of its own or the one "
        "before, in {next} of {rows} rows; the other way round in {past}"),
    say_as<NamesLater>("names the {property} of what comes later in the sequence, and not before, "
                       "in {later} of {rows} rows; the other way round in {past}"),
    say_as<NamesTestTargetOfUsers>(
        "names the {property} of what is taken in the test, and never before, for {later} of {all} "
        "users; the other way round for {past}"),
    say_as<NamesTestTargetOfItems>(
        "names the {property} of what is taken in the test, and never before, for {later} of {all} "
        "items; the other way round for {past}"),
    say_as<TellsTestTarget>("tells the {property} of what is taken in the test by {test}, in "
                            "validation by {validation}"),
    say_as<AgreesWithTest>(
        "agrees with the {property} of what its user takes in the test in {test} of the rows "
        "beyond chance, of what the user took before in {known}"),
    say_as<FitsItemNamed>(
        "fits what its user takes in the test in {test} of the rows beyond chance, what the user "
        "took in validation in {known}, by what training knows of the item that it names"),
    say_as<FitsLevel>(
        "fits what its user takes in the test in {test} of the rows beyond chance, what the user "
        "took in validation in {known}, by what training knows of users with the same value"),
    say_as<TellsSplit>("says which rows are the test: {test} of them have the value `{value}`, and "
                       "{others} of the other rows"),
    say_as<LeakNamed>(": kept, since the config names it; take it out of `features`"),
    say_as<LeakUnread>(": not read by any feature"), say_as<LeakKept>(": kept"),
    say_as<LeakDropped>(": left out"), say_as<ColumnValue>("{column}"), say_as<IdValue>("id"),
    say_as<EventWeight>("weight"), say_as<TotalOfGroup>("{figure} of the {group}"),
    say_as<TotalInPart>("{figure} in {part}"), say_as<SumOf>("sum of {value}"),
    say_as<MeanOf>("mean {value}"), say_as<NextOf>("next {value}"),
    say_as<SumSoFar>("sum of {value} so far"), say_as<MeanSoFar>("mean {value} so far"),
    say_as<TotalDays>("days"), say_as<TotalOthers>("distinct others"),
    say_as<FirstTime>("first time"), say_as<LastTime>("last time"), say_as<TotalLength>("length"),
    say_as<NextTime>("next time"), say_as<NumberOfRows>("number of rows"),
    say_as<RowsLeft>("number of rows left"), say_as<PlaceInOrder>("place in the order"),
    say_as<TotalRows>("rows"), say_as<RowsOfLast14Days>("rows of the last 14 days"),
    say_as<RowsOfLast30Days>("rows of the last 30 days"),
    say_as<RowsOfLast7Days>("rows of the last 7 days"),
    say_as<RowsOfLastDay>("rows of the last day"), say_as<RowsOfLastHalf>("rows of the last half"),
    say_as<RowsOfLastQuarter>("rows of the last quarter"), say_as<RowTime>("time"),
    say_as<TimeFromFirstToLast>("time from first to last"), say_as<TimeLeft>("time left"),
    say_as<TimeSinceRowBefore>("time since the row before"),
    say_as<TimeSinceStart>("time since the start"), say_as<TimeToNextRow>("time to the next row"),
    say_as<OfSequence>("sequence"), say_as<OfUser>("user"), say_as<OfSession>("session"),
    say_as<OfItem>("item"), say_as<OfUsersDay>("user's day"), say_as<OfItemsDay>("item's day"),
    say_as<InTraining>("training"), say_as<InTrainingAndValidation>("training and validation"),
    say_as<InTest>("the test"), say_as<InAllParts>("all parts"),
    say_as<TooFewEpochs>(
        "validation was still improving in the last of {epochs} {epochs:epoch|epochs}"),
    say_as<RateTooHigh>("the first of {epochs} epochs was the best: the learning rate {rate} "
                        "(tables {tables}) is too high"),
    say_as<SameLists>("two random users share {shared} of 10 items of their lists (item-kNN: "
                      "{knn}): scores hardly depend on the user at temperature {temperature}"),
    say_as<SameListsUncorrected>(
        "two random users share {shared} of 10 items of their lists (item-kNN: {knn}): scores "
        "hardly depend on the user, and frequent items are not corrected (log_q)"),
    say_as<UnreadTables>("no feature reads a column of {tables} of the given tables: {names}"),
    say_as<NewItemsByIdsAlone>(
        "{targets} of the test targets are items that training did not see, and the item tower "
        "reads nothing but ids: give it columns of the items (--items FILE)"),
    say_as<NewItemsOfIds>("{targets} of the test targets are items that training did not see, and "
                          "it learned to rely on ids"),
    say_as<UnknownToTraining>(
        "{rows} of the test rows have a value of {feature} that training did not "
        "keep: all are the unknown one"),
    say_as<RareToTraining>("{rows} of the test rows have a value of {feature} that training did "
                           "not keep: all are the unknown one (min_count {min_count})"),
    say_as<RepeatsLeftOut>("{rows} of the validation rows return to a known item, and known items "
                           "are left out of the lists"),
    say_as<RepeatsFillLists>("only {rows} of the validation rows return to a known item, and known "
                             "items fill the lists"),
    say_as<TastesMove>("tastes move: the newest quarter of the training rows has {newest} of its "
                       "items in common with the test, all of them {all}"),
    say_as<FewEventsForEncoder>("users have {events} training events on average: little to learn a "
                                "taste from; a mean needs less than an encoder with weights"),
    say_as<FewEventsForVectors>("users have {events} training events on average: little to learn a "
                                "taste from; smaller vectors need less"),
    say_as<TrainingIsLater>(
        "{rows} of the training rows are later than a test row: no figure of production"),
    say_as<VerdictOpen>("NOT better than {rival} in {metric} as far as can be told: {gain} %, but "
                        "fewer than {users} test users."),
    say_as<VerdictBetter>(
        "{gain} % better than {rival} in {metric} (95 %: {low}..{high}). Worth an A/B test."),
    say_as<VerdictNotBetter>(
        "NOT better than {rival} in {metric} ({gain} %, 95 %: {low}..{high})."),
    say_as<RivalItemKnn>("item-kNN"), say_as<RivalPopularity>("popularity"),
    say_as<RivalUserPopularity>("user popularity"), say_as<InfinitelyMany>("infinitely many"),
    say_as<Comma>(", "),

    // Errors that hold another.
    say_as<PlainText>("{text}"), say_as<ErrorAt>("{place}: {problem}"),
    say_as<ErrorBelow>("{path}{problem}"), say_as<FileDamaged>("{path} is damaged: {problem}"),
    say_as<ModelFileDamaged>("{path} is damaged or of another model: {problem}"),
    say_as<ColumnDamaged>("{path} is damaged: column '{column}' {problem}"),
    say_as<HeaderUnreadable>("its header cannot be read: {problem}"),
    say_as<FeatureStateUnreadable>("has a state that its features cannot read: {problem}"),
    say_as<ErrorFound>("{problem}\n  {key}: {finding}"),
    say_as<BundleThere>("{problem}; {path} has one"),
    say_as<BundleNear>("{problem}; did you mean {path}?"),
    say_as<WriteJson>("{problem}; write {flag} {text}"),
    say_as<WriteJsonAs>("{problem}; write e.g. {flag} {text}"),
    say_as<RowUnusable>("{option}: {path}: row {row}: {problem}"),
    say_as<BadRowAdvice>(
        "{problem}. Fix the row, or leave such rows out: --set {option}.on_bad_row=skip"),
    say_as<TooManyBadRows>(
        "{option}.on_bad_row: more than {max} rows cannot be used, so this is no slip; fix the "
        "data or its options, or raise {option}.on_bad_row.max. The first: {first}"),
    say_as<RulesDoNotFit>("{problem}; this bundle cannot hold to the rules that the server was "
                          "told (PUT /v1/rules): serve the one before, and change them there"),
    say_as<RecordUnreadable>("what the state folder says of generations cannot be read: {problem}; "
                             "take another copy of the folder"),
    say_as<StateOfServer>("{path} belongs to a server that runs; have that write a backup, POST "
                          "/v1/backups, or end it"),

    // Errors of files, options, JSON and tensors.

    // Errors of columns, conditions and features.

    // Errors of tables and what is read of them.
    say_as<RoleUser>("user"), say_as<RoleItem>("item"), say_as<RoleTime>("time"),
    say_as<RoleOrder>("order"), say_as<RoleType>("type"), say_as<RoleSession>("session"),
    say_as<RoleVector>("vector"), say_as<IntegerValues>("integers"),
    say_as<NumberValues>("numbers"), say_as<TextValues>("texts"), say_as<ListValues>("lists"),
    say_as<TextListValues>("lists of texts"), say_as<SingleValues>("{values}, one a row"),
    say_as<IdsThemselves>("the ids"), say_as<ColumnByName>("{column}, by its name"),
    say_as<ColumnOnlyId>("{column}, the only column like an id"),
    say_as<ColumnOfClicks>("{column}, 1 where what was shown was clicked"),
    say_as<ColumnOfEvents>("{column}, by the events that it names"),
    say_as<TimeColumnByName>("{column}, by its name ({unit})"),
    say_as<TimeColumnOnly>("{column}, the only column that reads as times ({unit})"),
    say_as<TimeColumnVaries>(
        "{column}, of {candidates} the only one that varies within a sequence"),
    say_as<NoUserColumn>("none: each row is a request of its own"),
    say_as<TablePathMissing>("{option}.path: no file is named; give one"),
    say_as<TableFileMissing>("{option}.path: {path}: there is no such file; check the path"),
    say_as<TableFileNear>("{option}.path: {path}: there is no such file; did you mean {nearest}?"),
    say_as<TablePatternUnlisted>(
        "{option}.path: {path}: its folders cannot be listed; check their permissions"),
    say_as<TablePatternEmpty>("{option}.path: {path}: no file matches this pattern; check it"),
    say_as<TableFolderEmpty>(
        "{option}.path: {path}: holds no file to read; name the folder of the data"),
    say_as<TableFolderMixed>(
        "{option}.path: {path}: holds files of several kinds, {first} and {second}; a table is "
        "files of one kind: say which by a pattern, {pattern}"),
    say_as<TableUnreadable>("{option}.path: {path}: cannot be read: {reason}"),
    say_as<TableColumnUnreadable>(
        "{option}.path: {path}: column {column} cannot be read: {reason}"),
    say_as<DataFileUnreadable>("{path}: cannot be read: {reason}"),
    say_as<TableUnwritable>("{path}: cannot be written: {reason}"),
    say_as<TableEndingUnknown>("{path}: a table is written as .csv, .csv.gz, .csv.zst or .parquet; "
                               "give the file one of these endings"),
    say_as<TableListsInCsv>(
        "{path}: column {column} holds lists, which CSV has no form for; write .parquet"),
    say_as<TableNotUtf16>("{option}.path: {path}: is to be UTF-16, but its first bytes, FE FF or "
                          "FF FE, are missing; set {option}.encoding to what it is"),
    say_as<TableIsArchive>("{option}.path: {path}: is an Excel workbook or an archive; save the "
                           "sheet as CSV, or unpack it"),
    say_as<TableIsBinary>("{option}.path: {path}: is not a text: a tenth of its bytes are zero; "
                          "give a table as text or Parquet. UTF-16 must start with FE FF or FF FE"),
    say_as<EncodingAmbiguous>(
        "{option}.encoding: {path}: is not UTF-8, and could be gb18030 as well as latin-1; set "
        "{option}.encoding: gb18030 or latin-1 or utf-16, or convert the file to UTF-8"),
    say_as<EncodingUnknown>(
        "{option}.encoding: {path}: is not UTF-8, and looks neither like gb18030 nor like latin-1; "
        "set {option}.encoding: gb18030 or latin-1 or utf-16, or convert the file to UTF-8"),
    say_as<TableEmpty>("{option}.path: {path}: is empty; give a file with rows"),
    say_as<TableWithoutRows>("{option}.path: {path}: has no rows; give a file with rows"),
    say_as<TableIsJsonList>("{option}: {path}: is one JSON list; write JSON lines, an object a "
                            "line without commas between (jq -c '.[]' does it)"),
    say_as<TableWithoutObjects>("{option}.path: {path}: none of its first lines is a JSON object "
                                "like {example}; write one object a line (no list over several), "
                                "or set {option}.format if it is not a file of JSON lines"),
    say_as<ListsOrTable>(
        "{option}: {path}: every line has {words} words and the first is not a header: lists of a "
        "user and items, or a table? Set {option}.format: lists, or csv"),
    say_as<FirstLineUnreadable>("{option}: {path}: its first line is not a row; fix it, or set "
                                "{option}.format and {option}.separator"),
    say_as<ListsHeader>("{option}.header: lists have two columns, a user and an item, and the "
                        "header has {columns}; give two names"),
    say_as<SeparatorUnusable>("{option}.separator is {separator}, allowed: one character or more, "
                              "none of them a quote or a line end; leave it out to have it found"),
    say_as<SeparatorIrreplaceable>(
        "{option}: {path}: uses every control character, so this is not a text file; a separator "
        "of several characters needs one: give {option}.separator of one character"),
    say_as<HeaderDuplicate>("{option}: {path}: duplicate column `{column}`; rename one, or give "
                            "all names as {option}.header if the first line is data"),
    say_as<HeaderNotText>("{option}: {path}: the name of column {column} is not UTF-8 text; set "
                          "{option}.encoding, rename it, or give all names as {option}.header"),
    say_as<FolderNotText>(
        "{option}: {path}: a folder named NAME=VALUE is not UTF-8 text; rename it"),
    say_as<LineTooLong>("{option}.path: {path}: has a line of more than {bytes} bytes; is it a "
                        "text file? Give one with shorter lines"),
    say_as<TableColumnMissing>("{option}: {path} has no column `{column}`. It has: {columns}"),
    say_as<TableColumnNear>(
        "{option}: {path} has no column `{column}`, did you mean `{nearest}`? It has: {columns}"),
    say_as<TableColumnType>(
        "{option}: {path}: column {column} is of type {type}; integers, numbers, texts, times and "
        "lists of them can be read: convert the column"),
    say_as<TableColumnsDiffer>(
        "{option}: {path}: column {column} has times or lists where {first} has other values, or "
        "the other way round; a column is of one type in all files"),
    say_as<CellUnusable>("{option}: {path}: row {row}: column {column} has `{value}`: {why}"),
    say_as<RowUneven>("{option}: {path}: row {row} has {columns} {columns:column|columns} where "
                      "{expected} are expected: `{text}`; the separator is `{separator}`: if that "
                      "is wrong, set {option}.separator"),
    say_as<RowNotText>("{option}: {path}: row {row}: column {column} is not {encoding}; fix the "
                       "row, or set {option}.encoding to that of the file"),
    say_as<RowEndless>("{option}: {path}: after row {row} comes one of more than a megabyte; is a "
                       "quote left open there? Close it"),
    say_as<LineNotUtf8>(
        "{option}: {path}: line {line} is not UTF-8; convert the file, or set {option}.encoding"),
    say_as<LineWithoutItem>(
        "{option}: {path}: line {line} has a user and no item; leave the line out"),
    say_as<RowIsJsonList>("is a JSON list; write one object a line: {example}"),
    say_as<RowNotObject>("is not a JSON object like {example}"),
    say_as<RowKeyDuplicate>("duplicate key {key}"),
    say_as<RowValueUnusable>("column {column} {problem}"),
    say_as<ValueIsObject>("is an object; write its fields as columns"),
    say_as<ValueIsSingle>("is one value, where earlier rows have lists; write a list of one"),
    say_as<ValueIsList>("is a list, where earlier rows have one value; write lists in all rows"),
    say_as<ValueNests>("has a list or an object inside a list; only values can be read"),
    say_as<IdNotInteger>("it is not an integer, as data.interactions.id_type: int demands; "
                         "id_type: string reads ids as texts"),
    say_as<IdMissing>("every row needs an id: give it one"),
    say_as<IdDuplicate>("duplicate id: row {row} of {path} has it too; leave one of them out"),
    say_as<NumberInfinite>("numbers must be finite; fix the row or leave the cell empty"),
    say_as<RowWithoutType>(
        "every row needs a type; leave it out by data.interactions.keep: {keep}"),
    say_as<NotATime>("it is not a time; write 2026-11-21T08:30:00Z or a number since 1970"),
    say_as<TextTimeOutside>("times are from 1995 to tomorrow (empty: not known)"),
    say_as<NumberTimeOutside>(
        "it would be {meanings}; times are from 1995 to tomorrow (0 or empty: not known). If the "
        "unit is wrong, set data.interactions.time_unit"),
    say_as<DayInUnit>("{day} in {unit}"),
    say_as<NoYearInUnit>("not a year of four digits in {unit}"),
    say_as<RoleColumnMissing>("{option}: {path}: no column is known to be the {role}; name it: "
                              "{flag}. There are: {columns}"),
    say_as<RoleColumnAmbiguous>("{option}: {path}: each of these columns could be the {role}: "
                                "{candidates}; say which: {flag}"),
    say_as<IdsAreLists>("{option}: {path}: column {column} holds lists; an id is one integer or "
                        "text: name another column"),
    say_as<IdsAreNumbers>(
        "{option}: {path}: column {column} holds numbers with fractions; ids are integers or "
        "texts. Set data.interactions.id_type: int or string to read it so"),
    say_as<FixedIdsAreNumbers>("{option}: {path}: column {column} holds numbers with fractions; "
                               "ids are integers or texts: write the column as one of them"),
    say_as<OrderUnusable>("{option}: {path}: column {column} holds {values}; an order is integers "
                          "or numbers that ascend with time: name another column"),
    say_as<TimeUnitUnfit>(
        "{option}: {path}: column {column} holds {values}, which do not fit time_unit: {unit}: iso "
        "is for texts, s ms us ns are for integers and numbers"),
    say_as<TimesAreLists>("{option}: {path}: column {column} holds lists; a time is one value a "
                          "row: name another column"),
    say_as<IdsUnjoinable>(
        "{option}: none of its ids is in the interactions: its ids are {values} like `{id}`, "
        "theirs {their_values} like `{their_id}`. Name the right column with {option}.id; where "
        "the spelling differs (00123 and 123), data.interactions.id_type: int reads both as "
        "numbers and string both as texts"),
    say_as<EventTypeUnweighed>("{key}: {path}: column {column} has the type `{type}`, which has no "
                               "weight; set {key}.{type} (0: never something to recommend)"),
    say_as<ImpressionWeighed>("{key} is {weight}, allowed: 0: what is only shown was not taken; "
                              "events that were taken need another type"),
    say_as<EventTypeRows>("{type} (weight {weight}, {rows} {rows:row|rows})"),
    say_as<TooFewInteractions>(
        "data.interactions: {path}: has {interactions} {interactions:interaction|interactions} (of "
        "weight above 0), {sequences} {sequences:user or session|users or sessions} and {items} "
        "{items:item|items}; at least {min_interactions}, {min_sequences} and {min_items} are "
        "needed to learn and test anything"),
    say_as<TooFewOfTypes>(
        "data.interactions: {path}: has {interactions} {interactions:interaction|interactions} (of "
        "weight above 0), {sequences} {sequences:user or session|users or sessions} and {items} "
        "{items:item|items}; of the types {types}; at least {min_interactions}, {min_sequences} "
        "and {min_items} are needed to learn and test anything"),
    say_as<NoRowsKept>("data.interactions: {path}: keep and last leave none of {rows} "
                       "{rows:row|rows}; allow more"),
    say_as<OptionWithoutTimes>("{option}: the interactions have no times; name their column by "
                               "data.interactions.time, or leave {option} out"),
    say_as<LogOfSessions>(
        "{option} has events of users, and here sequences are sessions; leave it out, or name the "
        "users' column by data.interactions.user and no session"),
    say_as<LeaveOneOutWithoutOrder>(
        "split.kind: leave_one_out needs to know which interaction of a user came last, and the "
        "data has no order; name one (data.interactions.time or data.interactions.order), or use "
        "`split: random`"),
    say_as<TimeSplitWithoutTimes>(
        "split.kind: time needs the times of the interactions, and there are none; name their "
        "column by data.interactions.time, or use `split: {instead}`"),
    say_as<TimeSplitLacksTimes>(
        "split.kind: time needs the times of the interactions, and more than 1 % of them are "
        "missing; leave rows without one out, or use `split: {instead}`"),
    say_as<TrainingPartEmpty>("split: the training part of {rows} {rows:interaction|interactions} "
                              "is empty; use more data, another kind of split or another share"),
    say_as<TestPartEmpty>("split: the test part of {rows} {rows:interaction|interactions} is "
                          "empty; use more data, another kind of split or another share"),
    say_as<VectorColumnMissing>(
        "{option}: {path}: no column holds lists of numbers; a vector is a list (Parquet, JSON "
        "lines) or a text of numbers with a separator (CSV: `0.1|0.2|...`). Name its column: "
        "{option} COLUMN. There are: {columns}"),
    say_as<ColumnNotVectors>("{option}: {path}: column {column} holds {values}; a vector is a list "
                             "of numbers, or a text of them with a separator: name another column"),
    say_as<TextNotVector>("it is not a list of numbers with `{separator}` between; fix the row"),
    say_as<RowVectorMissing>("an item needs a vector; give it one, or leave the row out"),
    say_as<RowVectorLength>("it has {numbers} {numbers:number|numbers} and the first row {first}; "
                            "all have equally many: fix the row"),
    say_as<RowVectorGap>("number {place} of {numbers} is missing; all must be finite: fix the row"),
    say_as<RowVectorInfinite>(
        "number {place} of {numbers} is NaN or infinite; all must be finite: fix the row"),
    say_as<RowVectorTooLarge>(
        "number {place} of {numbers} is {number}, allowed: -{max} to {max}; fix the row"),

    // Errors of weights, indexes and their files.

    // Errors of bundles.

    // Errors of configs and what prepares data.

    // Errors of training and tests.

    // Errors of the state folder.

    // Errors of requests and generations.

    // Errors of HTTP.

    // Errors of what commands and programs ask for.

    // Errors of the command line.
};
static_assert(covers(kEnglish, AllMessages()), "every message has its sentence");

}  // namespace

std::span<const Sentence> sentences_in_english() {
  return kEnglish;
}

}  // namespace twotower
