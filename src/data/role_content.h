#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "data/column_profile.h"

namespace twotower {

// Whether nearly all values of a column read as times.
bool reads_as_time(const ColumnProfile& column);

// Whether most have the form of one, read or not: the others are mistakes.
bool has_time_form(const ColumnProfile& column);

// Whether a name says that its values are ids: stock_code, invoice_no.
bool is_named_id(std::string_view name);

// Whether a column is what comes after an event (rating), or what is measured (price).
bool is_figure(const ColumnProfile& column);

// Whether its values could be ids: integers or texts, no times.
bool has_id_values(const ColumnProfile& column);

// Whether there are ten values or more, which come again: others teach nothing.
bool comes_again(const ColumnProfile& column);

// Whether a column is like ids of one word; or like names of several.
bool is_id_like(const ColumnProfile& column);
bool is_title_like(const ColumnProfile& column);

// Whether nearly all rows of one value of `key` have one value of `name`.
bool settles(const TableProfile& profile, const std::string& key, const std::string& name);

// Names of columns, without those that have a dozen values where another has five times as many.
constexpr std::uint64_t kFewValues = 20;
std::vector<std::string> without_few_valued(const TableProfile& profile,
                                            std::vector<std::string> names);

// Without those that another of them settles: the brand of a product.
std::vector<std::string> without_properties(const TableProfile& profile,
                                            const std::vector<std::string>& names);

std::vector<std::string> most_values_first(const TableProfile& profile,
                                           std::vector<std::string> names);

// What is one moment each comes last: orders, which are of one user each as well.
std::vector<std::string> moments_last(const TableProfile& profile, std::vector<std::string> names);

}  // namespace twotower
