#pragma once

#include <string_view>
#include <tuple>

#include "base/messages/message.h"

// What checks of the data say: see Finding.
namespace twotower {

// Users of a program, by far the most active.
struct HeavyUsersKept {
  static constexpr std::string_view kKey = "data.heavy_users.kept";
  Count users;
  Share share;
  Name names;
  static constexpr auto fields() {
    return std::tuple{MessageField{"users", &HeavyUsersKept::users},
                      MessageField{"share", &HeavyUsersKept::share},
                      MessageField{"names", &HeavyUsersKept::names}};
  }
};
struct HeavyUsersLeftOut {
  static constexpr std::string_view kKey = "data.heavy_users.left_out";
  Count users;
  Share share;
  Name names;
  static constexpr auto fields() {
    return std::tuple{MessageField{"users", &HeavyUsersLeftOut::users},
                      MessageField{"share", &HeavyUsersLeftOut::share},
                      MessageField{"names", &HeavyUsersLeftOut::names}};
  }
};

// Tables and the interactions.
struct UnjoinableUsers {
  static constexpr std::string_view kKey = "data.unjoinable.users";
  Share rows;
  Count missing;
  static constexpr auto fields() {
    return std::tuple{MessageField{"rows", &UnjoinableUsers::rows},
                      MessageField{"missing", &UnjoinableUsers::missing}};
  }
};
struct UnjoinableItems {
  static constexpr std::string_view kKey = "data.unjoinable.items";
  Share rows;
  Count missing;
  static constexpr auto fields() {
    return std::tuple{MessageField{"rows", &UnjoinableItems::rows},
                      MessageField{"missing", &UnjoinableItems::missing}};
  }
};
struct UnusedUsers {
  static constexpr std::string_view kKey = "data.unused_rows.users";
  Count unused;
  Count all;
  static constexpr auto fields() {
    return std::tuple{MessageField{"unused", &UnusedUsers::unused},
                      MessageField{"all", &UnusedUsers::all}};
  }
};
struct UnusedItems {
  static constexpr std::string_view kKey = "data.unused_rows.items";
  Count unused;
  Count all;
  static constexpr auto fields() {
    return std::tuple{MessageField{"unused", &UnusedItems::unused},
                      MessageField{"all", &UnusedItems::all}};
  }
};

// Times and rows that come twice.
struct SameTimeByFile {
  static constexpr std::string_view kKey = "data.same_time.by_file";
  Share rows;
  static constexpr auto fields() { return std::tuple{MessageField{"rows", &SameTimeByFile::rows}}; }
};
struct SameTimeByColumn {
  static constexpr std::string_view kKey = "data.same_time.by_column";
  Share rows;
  static constexpr auto fields() {
    return std::tuple{MessageField{"rows", &SameTimeByColumn::rows}};
  }
};
struct DuplicateRows {
  static constexpr std::string_view kKey = "data.duplicate_rows";
  Share rows;
  static constexpr auto fields() { return std::tuple{MessageField{"rows", &DuplicateRows::rows}}; }
};
struct OneMoment {
  static constexpr std::string_view kKey = "data.one_moment";
  Share rows;
  static constexpr auto fields() { return std::tuple{MessageField{"rows", &OneMoment::rows}}; }
};
using FarTimes = Phrase<"data.far_times">;
struct RowsBehind {
  static constexpr std::string_view kKey = "data.rows_behind";
  Count rows;
  Share share;
  static constexpr auto fields() {
    return std::tuple{MessageField{"rows", &RowsBehind::rows},
                      MessageField{"share", &RowsBehind::share}};
  }
};
struct LoggedTwice {
  static constexpr std::string_view kKey = "data.logged_twice";
  Share rows;
  static constexpr auto fields() { return std::tuple{MessageField{"rows", &LoggedTwice::rows}}; }
};
struct TestLoggedTwice {
  static constexpr std::string_view kKey = "split.test_logged_twice";
  Share test;
  Share rows;
  static constexpr auto fields() {
    return std::tuple{MessageField{"test", &TestLoggedTwice::test},
                      MessageField{"rows", &TestLoggedTwice::rows}};
  }
};

// Test rows that training has.
struct TestRowsInTraining {
  static constexpr std::string_view kKey = "split.test_rows_in_training.timed";
  Share test;
  Share training;
  static constexpr auto fields() {
    return std::tuple{MessageField{"test", &TestRowsInTraining::test},
                      MessageField{"training", &TestRowsInTraining::training}};
  }
};
struct UntimedTestRowsInTraining {
  static constexpr std::string_view kKey = "split.test_rows_in_training.untimed";
  Share test;
  Share training;
  static constexpr auto fields() {
    return std::tuple{MessageField{"test", &UntimedTestRowsInTraining::test},
                      MessageField{"training", &UntimedTestRowsInTraining::training}};
  }
};
struct TestMomentsShared {
  static constexpr std::string_view kKey = "split.test_copied.moment";
  Share test;
  Share validation;
  static constexpr auto fields() {
    return std::tuple{MessageField{"test", &TestMomentsShared::test},
                      MessageField{"validation", &TestMomentsShared::validation}};
  }
};
struct TestRunsCopied {
  static constexpr std::string_view kKey = "split.test_copied.run";
  Share test;
  Count length;
  Share validation;
  static constexpr auto fields() {
    return std::tuple{MessageField{"test", &TestRunsCopied::test},
                      MessageField{"length", &TestRunsCopied::length},
                      MessageField{"validation", &TestRunsCopied::validation}};
  }
};
struct TestRowsShifted {
  static constexpr std::string_view kKey = "split.test_copied.shift";
  Share test;
  Share validation;
  static constexpr auto fields() {
    return std::tuple{MessageField{"test", &TestRowsShifted::test},
                      MessageField{"validation", &TestRowsShifted::validation}};
  }
};
struct TestItemsKnown {
  static constexpr std::string_view kKey = "split.test_items_known";
  Share test;
  Share validation;
  static constexpr auto fields() {
    return std::tuple{MessageField{"test", &TestItemsKnown::test},
                      MessageField{"validation", &TestItemsKnown::validation}};
  }
};
struct CopiedUsers {
  static constexpr std::string_view kKey = "data.copied_users";
  Share share;
  Count items;
  static constexpr auto fields() {
    return std::tuple{MessageField{"share", &CopiedUsers::share},
                      MessageField{"items", &CopiedUsers::items}};
  }
};

// Columns that know the future, or the answer.
struct TellsItem {
  static constexpr std::string_view kKey = "data.tells_item";
  WholeShare rows;
  static constexpr auto fields() { return std::tuple{MessageField{"rows", &TellsItem::rows}}; }
};
struct LaterThanRow {
  static constexpr std::string_view kKey = "data.later_times.row";
  WholeShare rows;
  Count beyond;
  Count at_end;
  static constexpr auto fields() {
    return std::tuple{MessageField{"rows", &LaterThanRow::rows},
                      MessageField{"beyond", &LaterThanRow::beyond},
                      MessageField{"at_end", &LaterThanRow::at_end}};
  }
};
struct LaterTimesOfUsers {
  static constexpr std::string_view kKey = "data.later_times.users";
  Share times;
  static constexpr auto fields() {
    return std::tuple{MessageField{"times", &LaterTimesOfUsers::times}};
  }
};
struct LaterTimesOfItems {
  static constexpr std::string_view kKey = "data.later_times.items";
  Share times;
  static constexpr auto fields() {
    return std::tuple{MessageField{"times", &LaterTimesOfItems::times}};
  }
};
struct KnowsTotals {
  static constexpr std::string_view kKey = "data.knows_totals";
  Message total;
  Share explained;
  Share past;
  static constexpr auto fields() {
    return std::tuple{MessageField{"total", &KnowsTotals::total},
                      MessageField{"explained", &KnowsTotals::explained},
                      MessageField{"past", &KnowsTotals::past}};
  }
};
struct KnowsTestTotals {
  static constexpr std::string_view kKey = "data.knows_test_totals";
  Message total;
  Share explained;
  Share past;
  static constexpr auto fields() {
    return std::tuple{MessageField{"total", &KnowsTestTotals::total},
                      MessageField{"explained", &KnowsTestTotals::explained},
                      MessageField{"past", &KnowsTestTotals::past}};
  }
};
struct NamesNextRow {
  static constexpr std::string_view kKey = "data.names_next.row";
  Message property;
  Message group;
  Count next;
  Count rows;
  Count past;
  static constexpr auto fields() {
    return std::tuple{
        MessageField{"property", &NamesNextRow::property},
        MessageField{"group", &NamesNextRow::group}, MessageField{"next", &NamesNextRow::next},
        MessageField{"rows", &NamesNextRow::rows}, MessageField{"past", &NamesNextRow::past}};
  }
};
struct NamesLater {
  static constexpr std::string_view kKey = "data.names_next.later";
  Message property;
  Count later;
  Count rows;
  Count past;
  static constexpr auto fields() {
    return std::tuple{
        MessageField{"property", &NamesLater::property}, MessageField{"later", &NamesLater::later},
        MessageField{"rows", &NamesLater::rows}, MessageField{"past", &NamesLater::past}};
  }
};
struct NamesTestTargetOfUsers {
  static constexpr std::string_view kKey = "data.names_test_target.users";
  Message property;
  Count later;
  Count all;
  Count past;
  static constexpr auto fields() {
    return std::tuple{MessageField{"property", &NamesTestTargetOfUsers::property},
                      MessageField{"later", &NamesTestTargetOfUsers::later},
                      MessageField{"all", &NamesTestTargetOfUsers::all},
                      MessageField{"past", &NamesTestTargetOfUsers::past}};
  }
};
struct NamesTestTargetOfItems {
  static constexpr std::string_view kKey = "data.names_test_target.items";
  Message property;
  Count later;
  Count all;
  Count past;
  static constexpr auto fields() {
    return std::tuple{MessageField{"property", &NamesTestTargetOfItems::property},
                      MessageField{"later", &NamesTestTargetOfItems::later},
                      MessageField{"all", &NamesTestTargetOfItems::all},
                      MessageField{"past", &NamesTestTargetOfItems::past}};
  }
};
struct TellsTestTarget {
  static constexpr std::string_view kKey = "data.tells_test_target";
  Message property;
  WholeShare test;
  WholeShare validation;
  static constexpr auto fields() {
    return std::tuple{MessageField{"property", &TellsTestTarget::property},
                      MessageField{"test", &TellsTestTarget::test},
                      MessageField{"validation", &TellsTestTarget::validation}};
  }
};
struct AgreesWithTest {
  static constexpr std::string_view kKey = "data.agrees_with_test";
  Message property;
  Share test;
  Share known;
  static constexpr auto fields() {
    return std::tuple{MessageField{"property", &AgreesWithTest::property},
                      MessageField{"test", &AgreesWithTest::test},
                      MessageField{"known", &AgreesWithTest::known}};
  }
};
struct FitsItemNamed {
  static constexpr std::string_view kKey = "data.fits_test.item";
  Share test;
  Share known;
  static constexpr auto fields() {
    return std::tuple{MessageField{"test", &FitsItemNamed::test},
                      MessageField{"known", &FitsItemNamed::known}};
  }
};
struct FitsLevel {
  static constexpr std::string_view kKey = "data.fits_test.level";
  Share test;
  Share known;
  static constexpr auto fields() {
    return std::tuple{MessageField{"test", &FitsLevel::test},
                      MessageField{"known", &FitsLevel::known}};
  }
};
struct TellsSplit {
  static constexpr std::string_view kKey = "data.tells_split";
  Share test;
  Name value;
  Share others;
  static constexpr auto fields() {
    return std::tuple{MessageField{"test", &TellsSplit::test},
                      MessageField{"value", &TellsSplit::value},
                      MessageField{"others", &TellsSplit::others}};
  }
};

// What became of the column of a leak: behind the finding.
using LeakNamed = Phrase<"leak.named">;
using LeakUnread = Phrase<"leak.unread">;
using LeakKept = Phrase<"leak.kept">;
using LeakDropped = Phrase<"leak.dropped">;

// What is summed, averaged, named or comes next.
struct ColumnValue {
  static constexpr std::string_view kKey = "value.column";
  Name column;
  static constexpr auto fields() {
    return std::tuple{MessageField{"column", &ColumnValue::column}};
  }
};
using IdValue = Phrase<"value.id">;
using EventWeight = Phrase<"value.weight">;

// Totals: a figure, of a group of rows or of a part of the split.
struct TotalOfGroup {
  static constexpr std::string_view kKey = "total.of_group";
  Message figure;
  Message group;
  static constexpr auto fields() {
    return std::tuple{MessageField{"figure", &TotalOfGroup::figure},
                      MessageField{"group", &TotalOfGroup::group}};
  }
};
struct TotalInPart {
  static constexpr std::string_view kKey = "total.in_part";
  Message figure;
  Message part;
  static constexpr auto fields() {
    return std::tuple{MessageField{"figure", &TotalInPart::figure},
                      MessageField{"part", &TotalInPart::part}};
  }
};
struct SumOf {
  static constexpr std::string_view kKey = "total.sum";
  Message value;
  static constexpr auto fields() { return std::tuple{MessageField{"value", &SumOf::value}}; }
};
struct MeanOf {
  static constexpr std::string_view kKey = "total.mean";
  Message value;
  static constexpr auto fields() { return std::tuple{MessageField{"value", &MeanOf::value}}; }
};
struct NextOf {
  static constexpr std::string_view kKey = "total.next";
  Message value;
  static constexpr auto fields() { return std::tuple{MessageField{"value", &NextOf::value}}; }
};
struct SumSoFar {
  static constexpr std::string_view kKey = "total.sum_so_far";
  Message value;
  static constexpr auto fields() { return std::tuple{MessageField{"value", &SumSoFar::value}}; }
};
struct MeanSoFar {
  static constexpr std::string_view kKey = "total.mean_so_far";
  Message value;
  static constexpr auto fields() { return std::tuple{MessageField{"value", &MeanSoFar::value}}; }
};
using TotalDays = Phrase<"total.days">;
using TotalOthers = Phrase<"total.others">;
using FirstTime = Phrase<"total.first_time">;
using LastTime = Phrase<"total.last_time">;
using TotalLength = Phrase<"total.length">;
using NextTime = Phrase<"total.next_time">;
using NumberOfRows = Phrase<"total.number_of_rows">;
using RowsLeft = Phrase<"total.rows_left">;
using PlaceInOrder = Phrase<"total.place">;
using TotalRows = Phrase<"total.rows">;
using RowsOfLast14Days = Phrase<"total.rows_of_14_days">;
using RowsOfLast30Days = Phrase<"total.rows_of_30_days">;
using RowsOfLast7Days = Phrase<"total.rows_of_7_days">;
using RowsOfLastDay = Phrase<"total.rows_of_a_day">;
using RowsOfLastHalf = Phrase<"total.rows_of_half">;
using RowsOfLastQuarter = Phrase<"total.rows_of_quarter">;
using RowTime = Phrase<"total.time">;
using TimeFromFirstToLast = Phrase<"total.time_between">;
using TimeLeft = Phrase<"total.time_left">;
using TimeSinceRowBefore = Phrase<"total.time_since_row">;
using TimeSinceStart = Phrase<"total.time_since_start">;
using TimeToNextRow = Phrase<"total.time_to_next">;

// Groups of rows, and parts of the split.
using OfSequence = Phrase<"group.sequence">;
using OfUser = Phrase<"group.user">;
using OfSession = Phrase<"group.session">;
using OfItem = Phrase<"group.item">;
using OfUsersDay = Phrase<"group.users_day">;
using OfItemsDay = Phrase<"group.items_day">;
using InTraining = Phrase<"part.training">;
using InTrainingAndValidation = Phrase<"part.known">;
using InTest = Phrase<"part.test">;
using InAllParts = Phrase<"part.all">;

using FindingMessages = MessageList<
    HeavyUsersKept, HeavyUsersLeftOut, UnjoinableUsers, UnjoinableItems, UnusedUsers, UnusedItems,
    SameTimeByFile, SameTimeByColumn, DuplicateRows, OneMoment, FarTimes, RowsBehind, LoggedTwice,
    TestLoggedTwice, TestRowsInTraining, UntimedTestRowsInTraining, TestMomentsShared,
    TestRunsCopied, TestRowsShifted, TestItemsKnown, CopiedUsers, TellsItem, LaterThanRow,
    LaterTimesOfUsers, LaterTimesOfItems, KnowsTotals, KnowsTestTotals, NamesNextRow, NamesLater,
    NamesTestTargetOfUsers, NamesTestTargetOfItems, TellsTestTarget, AgreesWithTest, FitsItemNamed,
    FitsLevel, TellsSplit, LeakNamed, LeakUnread, LeakKept, LeakDropped, ColumnValue, IdValue,
    EventWeight, TotalOfGroup, TotalInPart, SumOf, MeanOf, NextOf, SumSoFar, MeanSoFar, TotalDays,
    TotalOthers, FirstTime, LastTime, TotalLength, NextTime, NumberOfRows, RowsLeft, PlaceInOrder,
    TotalRows, RowsOfLast14Days, RowsOfLast30Days, RowsOfLast7Days, RowsOfLastDay, RowsOfLastHalf,
    RowsOfLastQuarter, RowTime, TimeFromFirstToLast, TimeLeft, TimeSinceRowBefore, TimeSinceStart,
    TimeToNextRow, OfSequence, OfUser, OfSession, OfItem, OfUsersDay, OfItemsDay, InTraining,
    InTrainingAndValidation, InTest, InAllParts>;

}  // namespace twotower
