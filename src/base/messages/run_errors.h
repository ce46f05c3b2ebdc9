#pragma once

#include "base/messages/message.h"

// Errors of what commands and programs ask for: see Error.
namespace twotower {

// Where something is written to.
using FolderFlagEmpty = MessageOf<"error.folder_flag_empty", Name<"flag">>;
using ItemsFolderTaken = MessageOf<"request.out_of_range.items_folder_taken", Name<"path">>;
using VectorsFolderTaken = MessageOf<"request.out_of_range.vectors_folder_taken", Name<"path">>;
using LogFolderTaken =
    MessageOf<"file.unwritable.log_folder_taken", Name<"path">, Name<"other_file">>;
using LogFolderUnusable =
    MessageOf<"file.unwritable.log_folder_unusable", Name<"path">, Name<"reason">>;
using StateCopyTaken = MessageOf<"file.unwritable.state_copy_taken", Name<"path">>;
using StateCopyWithin =
    MessageOf<"file.unwritable.state_copy_within", Name<"path">, Name<"folder">>;
using StateCopyRaced = MessageOf<"file.unwritable.state_copy_raced", Name<"path">>;

// Runs.
using RunNameUnusable = MessageOf<"config.out_of_range.run_name", Name<"name">>;
using RunFolderUnmade = MessageOf<"file.unwritable.run_folder", Name<"path">, Name<"reason">>;
using NoRunToResume = MessageOf<"file.unreadable.no_run_to_resume", Name<"path">>;
using RunIsFinished = MessageOf<"config.conflict.run_is_finished", Name<"path">>;
using ResumedWithOtherConfig =
    MessageOf<"config.conflict.resumed_config", Name<"path">, Names<"changes">>;
using RunRanksDoNotFit = MessageOf<"bundle.corrupt.run_ranks">;
using RunsOfOtherTests =
    MessageOf<"bundle.mismatch.runs_of_other_tests", Name<"first">, Name<"second">>;
using LaterTestsDiffer =
    MessageOf<"bundle.mismatch.later_tests", Name<"first">, Name<"second">, Names<"keys">>;

// What is asked of a bundle or of data and is the other.
using BundleAsData = MessageOf<"data.wrong_format.bundle_as_data", Name<"path">, Name<"argument">>;
using RunAsData = MessageOf<"data.wrong_format.run_as_data", Name<"path">, Name<"argument">>;
using DataAsBundle = MessageOf<"data.wrong_format.data_as_bundle", Name<"path">, Name<"argument">>;
using ConfigAsBundle =
    MessageOf<"data.wrong_format.config_as_bundle", Name<"path">, Name<"argument">>;
using UnfinishedRunAsData =
    MessageOf<"data.wrong_format.unfinished_run_as_data", Name<"path">, Name<"config">>;
using FileOfRunAsData =
    MessageOf<"data.wrong_format.file_of_run_as_data", Name<"path">, Name<"run">>;
using FileOfRunAsBundle =
    MessageOf<"data.wrong_format.file_of_run_as_bundle", Name<"path">, Name<"run">>;
using UnfinishedRun = MessageOf<"file.unreadable.unfinished_run", Name<"path">, Name<"config">>;
using RunAsLog = MessageOf<"data.wrong_format.run_as_log", Name<"path">, Name<"command">>;
using TrainRunAgain = MessageOf<"data.wrong_format.train_again", Said<"problem">, Name<"config">>;
using DataWithoutHistory = MessageOf<"config.conflict.data_without_history", Name<"path">>;
using BundleFittedOnTest = MessageOf<"config.conflict.bundle_fitted_on_test", Name<"path">>;
using BundleOfOtherRows = MessageOf<"bundle.mismatch.other_rows", Name<"path">, Count<"trained_on">,
                                    Name<"data">, Count<"found">>;
using BundleWithoutInteractions = MessageOf<"bundle.mismatch.without_interactions", Name<"path">>;
using BundleOfOtherData =
    MessageOf<"bundle.mismatch.other_data", Name<"path">, Name<"trained_on">, Name<"named_now">>;

// Vectors that were made elsewhere.
using SimilarityFlagUnknown =
    MessageOf<"config.unknown_name.similarity", Name<"value">, Names<"allowed">>;
using VectorsTooLong =
    MessageOf<"data.wrong_format.vectors_too_long", Name<"path">, Name<"column">, Count<"dim">>;
using NoItemHasVector =
    MessageOf<"data.unjoinable.no_item_has_vector", Name<"path">, Name<"column">, Said<"id">,
              Name<"vector_column">, Said<"vector_id">>;
using ItemsWithoutVector = MessageOf<"data.unjoinable.items_without_vector", Name<"path">,
                                     Count<"without">, Count<"all">, Names<"ids">>;
using IntegerInColumn = MessageOf<"data.unjoinable.integer", Name<"value">>;
using TextInColumn = MessageOf<"data.unjoinable.text", Name<"value">>;

using RunErrors =
    MessageList<FolderFlagEmpty, ItemsFolderTaken, VectorsFolderTaken, LogFolderTaken,
                LogFolderUnusable, StateCopyTaken, StateCopyWithin, StateCopyRaced, RunNameUnusable,
                RunFolderUnmade, NoRunToResume, RunIsFinished, ResumedWithOtherConfig,
                RunRanksDoNotFit, RunsOfOtherTests, LaterTestsDiffer, BundleAsData, RunAsData,
                DataAsBundle, ConfigAsBundle, UnfinishedRunAsData, FileOfRunAsData,
                FileOfRunAsBundle, UnfinishedRun, RunAsLog, TrainRunAgain, DataWithoutHistory,
                BundleFittedOnTest, BundleOfOtherRows, BundleWithoutInteractions, BundleOfOtherData,
                SimilarityFlagUnknown, VectorsTooLong, NoItemHasVector, ItemsWithoutVector,
                IntegerInColumn, TextInColumn>;

}  // namespace twotower
