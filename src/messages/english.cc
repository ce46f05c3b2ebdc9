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
    say_as<LeakUnread>(": not read by any feature"),
    say_as<LeakKept>(": kept"),
    say_as<LeakDropped>(": left out"),
    say_as<ColumnValue>("{column}"),
    say_as<IdValue>("id"),
    say_as<EventWeight>("weight"),
    say_as<TotalOfGroup>("{figure} of the {group}"),
    say_as<TotalInPart>("{figure} in {part}"),
    say_as<SumOf>("sum of {value}"),
    say_as<MeanOf>("mean {value}"),
    say_as<NextOf>("next {value}"),
    say_as<SumSoFar>("sum of {value} so far"),
    say_as<MeanSoFar>("mean {value} so far"),
    say_as<TotalDays>("days"),
    say_as<TotalOthers>("distinct others"),
    say_as<FirstTime>("first time"),
    say_as<LastTime>("last time"),
    say_as<TotalLength>("length"),
    say_as<NextTime>("next time"),
    say_as<NumberOfRows>("number of rows"),
    say_as<RowsLeft>("number of rows left"),
    say_as<PlaceInOrder>("place in the order"),
    say_as<TotalRows>("rows"),
    say_as<RowsOfLast14Days>("rows of the last 14 days"),
    say_as<RowsOfLast30Days>("rows of the last 30 days"),
    say_as<RowsOfLast7Days>("rows of the last 7 days"),
    say_as<RowsOfLastDay>("rows of the last day"),
    say_as<RowsOfLastHalf>("rows of the last half"),
    say_as<RowsOfLastQuarter>("rows of the last quarter"),
    say_as<RowTime>("time"),
    say_as<TimeFromFirstToLast>("time from first to last"),
    say_as<TimeLeft>("time left"),
    say_as<TimeSinceRowBefore>("time since the row before"),
    say_as<TimeSinceStart>("time since the start"),
    say_as<TimeToNextRow>("time to the next row"),
    say_as<OfSequence>("sequence"),
    say_as<OfUser>("user"),
    say_as<OfSession>("session"),
    say_as<OfItem>("item"),
    say_as<OfUsersDay>("user's day"),
    say_as<OfItemsDay>("item's day"),
    say_as<InTraining>("training"),
    say_as<InTrainingAndValidation>("training and validation"),
    say_as<InTest>("the test"),
    say_as<InAllParts>("all parts"),
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
    say_as<RivalItemKnn>("item-kNN"),
    say_as<RivalPopularity>("popularity"),
    say_as<RivalUserPopularity>("user popularity"),
    say_as<InfinitelyMany>("infinitely many"),
    say_as<Comma>(", "),

    // Errors that hold another.
    say_as<PlainText>("{text}"),
    say_as<ErrorAt>("{place}: {problem}"),
    say_as<ErrorBelow>("{path}{problem}"),
    say_as<FileDamaged>("{path} is damaged: {problem}"),
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

    // Errors of weights, indexes and their files.

    // Errors of bundles.

    // Errors of configs and what prepares data.

    // Errors of training and tests.

    // Errors of the state folder.

    // Errors of requests and generations.

    // Errors of HTTP.

    // Errors of what commands and programs ask for.
    say_as<FolderFlagEmpty>("{flag} is empty; name a folder"),
    say_as<ItemsFolderTaken>("--out {path} is there already; name a folder that is not"),
    say_as<VectorsFolderTaken>("--to {path} is there already and is not a bundle; name a folder "
                               "that is not there, or a bundle to replace"),
    say_as<LogFolderTaken>(
        "{path} has other files than a log, {other_file} for one; name another folder"),
    say_as<LogFolderUnusable>(
        "{path} is not a folder that can be read: {reason}; name another one"),
    say_as<StateCopyTaken>("{path} is there already; name a folder that is not, or move it away"),
    say_as<StateCopyWithin>(
        "{path} lies within {folder}, which is copied; name a folder elsewhere"),
    say_as<StateCopyRaced>("{path} came and went meanwhile; try again"),
    say_as<RunNameUnusable>(
        "name is '{name}'; it is the name of a folder among the runs: without / and \\, and not "
        "beginning with a dot. --runs FOLDER says where they are"),
    say_as<RunFolderUnmade>(
        "{path} cannot be made: {reason}; run where you may write, or choose --runs FOLDER"),
    say_as<NoRunToResume>(
        "{path} has no run that began, so there is none to go on with; start without --resume"),
    say_as<RunRanksDoNotFit>(
        "its lists of users, targets and ranks do not fit together; train again"),
    say_as<RunsOfOtherTests>("{first} and {second} were tested on other users or items, so their "
                             "figures cannot be compared; train both with the same data and split"),
    say_as<BundleAsData>(
        "{path} is not data but a bundle that `twotower train` wrote: `twotower evaluate "
        "{argument}` tests it, `twotower recommend {argument} --user ID` asks it"),
    say_as<RunAsData>(
        "{path} is not data but a run that `twotower train` wrote: `twotower evaluate {argument}` "
        "tests it, `twotower recommend {argument} --user ID` asks it"),
    say_as<UnfinishedRunAsData>("{path} is not data but a run that has not ended, so nothing can "
                                "be asked yet; to train that again, name its config: twotower "
                                "train {config} (with --resume it goes on, if it is the newest)"),
    say_as<TrainRunAgain>(
        "{problem}; to train that again, name its config: twotower train {config}"),
    say_as<DataWithoutHistory>(
        "--without-history: {path} is not a bundle, and only a model can be tested without "
        "histories; name the bundle of a run, e.g. runs/NAME/001/bundle"),
    say_as<BundleWithoutInteractions>(
        "{path} was made of ready vectors, without interactions: there is nothing to test it on; "
        "ask it with `twotower serve`"),
    say_as<BundleOfOtherData>(
        "{path} was trained on data with the key {trained_on}, the files and options named now "
        "have {named_now}: their contents, the split or the features are others; name those that "
        "it was trained on, or train again"),
    say_as<SimilarityFlagUnknown>("--similarity is {value}, allowed: {allowed}"),
    say_as<VectorsTooLong>("--vectors: {path}: the vectors in column {column} have {dim} "
                           "{dim:number|numbers}; towers.dim allows 1 to 4096: make shorter ones"),
    say_as<NoItemHasVector>(
        "--items: {path}: none of its items has a vector: in column {column} it has {id}, the "
        "vectors have {vector_id} in {vector_column}. Name the right column: --id COLUMN, and "
        "spell ids alike (00123 is not 123)"),
    say_as<ItemsWithoutVector>(
        "--items: {path}: {without} of {all} items have no vector: {ids}. Add their vectors to the "
        "table of --vectors, or leave these rows out"),
    say_as<IntegerInColumn>("integer `{value}`"),
    say_as<TextInColumn>("text `{value}`"),

    // Errors of the command line.
    say_as<UnknownCommand>("\"{word}\" is not a command of {call} (all: {commands})"),
    say_as<UnknownFlag>("\"{flag}\" is not a flag of {call} (all: {call} --help)"),
    say_as<UsageNear>("{problem}; did you mean {nearest}?"),
    say_as<WrongUsage>("{call}: {problem}; what it takes: {call} --help"),
    say_as<CommandRequired>("a command is required: {commands}"),
    say_as<FlagRequired>("{flag} is required"),
    say_as<OneFlagRequired>("one of these is required: {flags}"),
    say_as<FlagNeedsOther>("{flag} needs {other}, too"),
    say_as<FlagExcludesOther>("{flag} and {other} exclude each other; leave one out"),
    say_as<FlagWithoutValue>("{flag} needs a value"),
    say_as<FlagTakesNoValue>("{flag} is {value}, but takes no value"),
    say_as<FlagHasTooFewValues>("{flag} has {given} {given:value|values}, needed: at least {min}"),
    say_as<FlagHasTooManyValues>("{flag} has {given} {given:value|values}, allowed: at most {max}"),
    say_as<FlagOutOfRange>("{flag} is {value}, allowed: {min} to {max}"),
    say_as<FlagValueUnknown>("{flag} is {value}, allowed: {allowed}"),
    say_as<FlagNotWhole>("{flag} is {value}, allowed: a whole number of at most 18 digits"),
    say_as<FlagNotNumber>("{flag} is {value}, allowed: a number"),
    say_as<UnexpectedArguments>("not expected: {arguments}"),
    say_as<OtherWrongUsage>("{reason}"),
    say_as<TooFewItemsAsked>("-k is {k}; ask for at least one item"),
    say_as<IdsNotApart>("no item is called '{id}'; ids stand apart by commas: {flag} {example}"),
    say_as<NothingToServe>("serve needs a bundle or a run: twotower serve runs/NAME/latest"),
    say_as<ServerKeysGone>("the file has no keys any more; start again to serve without"),
    say_as<ServerKeysNew>("the server was started without keys; start again to serve with them"),
    say_as<StandardOutputUnwritable>("standard output cannot be written: {reason}"),
};
static_assert(covers(kEnglish, AllMessages()), "every message has its sentence");

}  // namespace

std::span<const Sentence> sentences_in_english() {
  return kEnglish;
}

}  // namespace twotower
