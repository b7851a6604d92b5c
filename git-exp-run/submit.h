#pragma once

#include "code.h"
#include "experiment.h"
#include "experiment/fork.h"
#include "experiment/record.h"
#include "experiment/store.h"
#include "options.h"
#include "points.h"
#include "queue/submission.h"

namespace exp_run {

/// What all runs of a submission have in common: a record of each is this one with its own uuid, parameters and seed.
struct Plan {
  experiment::Record pattern;
  std::vector<Point> points;
  queue::Terms terms;
  const experiment::ForkPoint* fork = nullptr;  ///< each run gets a copy of its checkpoint
};

/// Of what was asked for. UserError where that cannot be: too few devices. Says where runs will share processors.
queue::Terms terms_of(const experiment::Store& store, const Options& options);

/// Claims a run for each point, queued, and puts them into the queue together. With --queue or --detach they are started in the
/// background, by a process that this one leaves behind; else they are started and awaited here. Points whose run has
/// finished already, or is on its way, are left out of a series, unless with --again. Returns the exit status: 0 if all finished (or wait), 1 if not, 130 after ^C.
int submit(const experiment::Store& store, const Options& options, const Plan& plan);

/// For --dry-run: prints the runs that it would make.
int show_plan(const experiment::Store& store, const Plan& plan);

/// "lr=0.1 seed 4": what distinguishes it.
std::string describe_point(const experiment::Record& record);

}  // namespace exp_run
