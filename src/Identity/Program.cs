using FamilyPortal.Identity;

var app = IdentityApp.Build(new WebApplicationOptions { Args = args });
await IdentityApp.InitialiseAsync(app);
await app.RunAsync();
