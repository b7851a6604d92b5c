#pragma once

#include "details.h"
#include "experiment/settings.h"
#include "page.h"

/// What is known of a run, for people, section by section.
namespace exp_show {

void show_identity(const Details& details, base::Timestamp now, Page& page);
void show_attempts(const Details& details, base::Timestamp now, Page& page);
void show_params(const Details& details, Page& page);
void show_metrics(const Details& details, const std::vector<experiment::MetricGoal>& goals, Page& page);
void show_edits(const Details& details, base::Timestamp now, Page& page);

}  // namespace exp_show
