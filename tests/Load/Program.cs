using FamilyPortal.Load;
using FamilyPortal.Load.Serving;

// The measured programs are this program again, each in a process of its own: a client in the same process would share its
// threads and its garbage collector.
if (args is [SiteProcess.Argument, .. var site]) return await SiteProcess.RunAsync(site);
if (args is [SiteProcess.JoinArgument, .. var join]) return await SiteProcess.JoinAsync(join);
if (args is [BareProcess.Argument, .. var bare]) return await BareProcess.RunAsync(bare);
return LoadOptions.Parse(args, Console.Error) is { } options ? await Report.WriteAsync(options, Console.Out) : 2;
