using FamilyPortal.Portal;

var app = PortalApp.Build(new() { Args = args });
await PortalApp.InitialiseAsync(app);
await app.RunAsync();
